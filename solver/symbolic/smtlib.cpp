// SPDX-License-Identifier: Apache-2.0
//
// Terms as text for any solver, as bit-vectors or as integers. Written without Z3, so that a
// mistake in the one lowering is not repeated in the other.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "solver/symbolic/prove.hpp"

namespace backcheck::solver::symbolic {

namespace {

class writer {
 public:
  explicit writer(const term_table& table) : table_(table) {}
  writer(const writer&) = delete;
  writer& operator=(const writer&) = delete;
  virtual ~writer() = default;

  std::string write(const obligation& what) {
    std::vector<term> roots{what.conclusion};
    for (const auto& a : what.assumptions) roots.push_back(a.holds);
    text_ = fmt::format("; {}\n(set-logic {})\n", one_line(what.name), logic());
    for (const term t : table_.parts(roots)) define(t);
    for (std::size_t i = 0; i < what.assumptions.size(); ++i)
      text_ += fmt::format(
          "; {1}\n(declare-const use_{0} Bool)\n(assert (=> use_{0} {2}))\n(assert use_{0})\n", i,
          one_line(what.assumptions[i].sentence), name(what.assumptions[i].holds));
    return text_ + fmt::format("(assert (not {}))\n(check-sat)\n", name(what.conclusion));
  }

 protected:
  [[nodiscard]] virtual const char* logic() const = 0;
  [[nodiscard]] virtual std::string sort_of_number(term t) const = 0;
  [[nodiscard]] virtual std::string within(term t) const = 0;
  /// Of a term of numbers.
  [[nodiscard]] virtual std::string meaning(term t) const = 0;

  static std::string name(term t) { return fmt::format("t{}", t.id); }
  [[nodiscard]] const term_table& table() const { return table_; }

 private:
  static std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }
  /// Of a term that is the same in each notation.
  [[nodiscard]] std::string plain(const node& n) const {
    switch (n.what) {
      case kind::constant_truth:
        return n.high != 0 ? "true" : "false";
      case kind::negation:
        return fmt::format("(not {})", name(n.a));
      case kind::conjunction:
        return fmt::format("(and {} {})", name(n.a), name(n.b));
      case kind::same:
        return fmt::format("(= {} {})", name(n.a), name(n.b));
      case kind::choice:
        if (is_truth(table_[n.b].what))
          return fmt::format("(ite {} {} {})", name(n.a), name(n.b), name(n.c));
        break;
      default:
        break;
    }
    return "";
  }
  void define(term t) {
    const node& n = table_[t];
    const bool truth = is_truth(n.what) || (n.what == kind::choice && is_truth(table_[n.b].what));
    const auto sort = truth ? std::string("Bool") : sort_of_number(t);
    if (n.what == kind::unknown || n.what == kind::unknown_truth) {
      text_ +=
          fmt::format("(declare-const {} {})  ; {}\n", name(t), sort, one_line(table_.name(t)));
      if (n.what == kind::unknown) text_ += fmt::format("(assert {})\n", within(t));
      return;
    }
    const auto same = plain(n);
    text_ +=
        fmt::format("(define-fun {} () {} {})\n", name(t), sort, same.empty() ? meaning(t) : same);
  }

  const term_table& table_;
  std::string text_;
};

/// Numbers as bit-vectors, just wide enough; widened before they are added or multiplied.
class writer_of_bits final : public writer {
 public:
  using writer::writer;

 private:
  [[nodiscard]] const char* logic() const override { return "QF_BV"; }
  [[nodiscard]] std::string sort_of_number(term t) const override {
    return fmt::format("(_ BitVec {})", width(t));
  }
  [[nodiscard]] std::string within(term t) const override {
    return fmt::format("(and (bvuge {0} {1}) (bvule {0} {2}))", name(t),
                       literal(table().low(t), width(t)), literal(table().high(t), width(t)));
  }
  [[nodiscard]] unsigned width(term t) const {
    return std::max(1U, static_cast<unsigned>(std::bit_width(table().high(t))));
  }
  static std::string literal(std::uint64_t value, unsigned width) {
    return fmt::format("(_ bv{} {})", value, width);
  }
  /// The term cut or filled to a width; what is cut is 0.
  [[nodiscard]] std::string fitted(const std::string& e, unsigned has, unsigned wanted) const {
    if (has < wanted) return fmt::format("((_ zero_extend {}) {})", wanted - has, e);
    return has == wanted ? e : fmt::format("((_ extract {} 0) {})", wanted - 1, e);
  }
  [[nodiscard]] std::string at(term t, unsigned wanted) const {
    return fitted(name(t), width(t), wanted);
  }
  [[nodiscard]] std::string binary(const char* op, term a, term b, unsigned wide) const {
    return fmt::format("({} {} {})", op, at(a, wide), at(b, wide));
  }
  /// A sum or product in a width where it is exact, stopped at the largest 64-bit number.
  [[nodiscard]] std::string exact(const char* op, const node& n, unsigned wide,
                                  unsigned width) const {
    const auto whole = binary(op, n.a, n.b, wide);
    if (wide <= 64) return fitted(whole, wide, width);
    return fmt::format("(ite (bvugt {} {}) {} {})", whole, literal(UINT64_MAX, wide),
                       literal(UINT64_MAX, 64), fitted(whole, wide, 64));
  }

  [[nodiscard]] std::string meaning(term t) const override {
    const node& n = table()[t];
    const unsigned own = width(t);
    const unsigned common = std::max(width(n.a), width(n.b));
    switch (n.what) {
      case kind::equal:
        return binary("=", n.a, n.b, common);
      case kind::less:
        return binary("bvult", n.a, n.b, common);
      case kind::constant:
        return literal(n.high, own);
      case kind::sum:
        return exact("bvadd", n, common + 1, own);
      case kind::product:
        return exact("bvmul", n, width(n.a) + width(n.b), own);
      case kind::difference:
        return fitted(fmt::format("(ite {} {} {})", binary("bvugt", n.a, n.b, common),
                                  binary("bvsub", n.a, n.b, common), literal(0, common)),
                      common, own);
      case kind::quotient:
      case kind::remainder: {
        const bool divides = n.what == kind::quotient;
        return fitted(fmt::format("(ite (= {} {}) {} {})", at(n.b, common), literal(0, common),
                                  divides ? literal(0, common) : at(n.a, common),
                                  binary(divides ? "bvudiv" : "bvurem", n.a, n.b, common)),
                      common, own);
      }
      case kind::clipped: {
        const unsigned wide = width(n.a);
        return fitted(fmt::format("(ite (bvugt {} {}) {} {})", name(n.a), literal(n.high, wide),
                                  literal(n.high, wide), name(n.a)),
                      wide, own);
      }
      case kind::choice:
        return fmt::format("(ite {} {} {})", name(n.a), at(n.b, own), at(n.c, own));
      default:
        break;
    }
    return "";
  }
};

/// Numbers as integers within their ranges. Sums and products stop at the largest 64-bit number
/// where they could pass it.
class writer_of_integers final : public writer {
 public:
  using writer::writer;

 private:
  [[nodiscard]] const char* logic() const override { return "QF_NIA"; }
  [[nodiscard]] std::string sort_of_number(term /*t*/) const override { return "Int"; }
  [[nodiscard]] std::string within(term t) const override {
    return fmt::format("(<= {} {} {})", table().low(t), name(t), table().high(t));
  }
  static std::string binary(const char* op, const node& n) {
    return fmt::format("({} {} {})", op, name(n.a), name(n.b));
  }
  static std::string at_most(const std::string& what, std::uint64_t most) {
    return fmt::format("(ite (> {0} {1}) {1} {0})", what, most);
  }
  [[nodiscard]] std::string meaning(term t) const override {
    const node& n = table()[t];
    switch (n.what) {
      case kind::equal:
        return binary("=", n);
      case kind::less:
        return binary("<", n);
      case kind::constant:
        return fmt::to_string(n.high);
      case kind::sum:
      case kind::product: {
        const auto exact = binary(n.what == kind::sum ? "+" : "*", n);
        return n.high == UINT64_MAX ? at_most(exact, UINT64_MAX) : exact;
      }
      case kind::difference:
        return fmt::format("(ite (> {0} {1}) (- {0} {1}) 0)", name(n.a), name(n.b));
      case kind::quotient:
        return fmt::format("(ite (= {1} 0) 0 (div {0} {1}))", name(n.a), name(n.b));
      case kind::remainder:
        return fmt::format("(ite (= {1} 0) {0} (mod {0} {1}))", name(n.a), name(n.b));
      case kind::clipped:
        return at_most(name(n.a), n.high);
      case kind::choice:
        return fmt::format("(ite {} {} {})", name(n.a), name(n.b), name(n.c));
      default:
        return "";
    }
  }
};

}  // namespace

std::string smtlib(const term_table& table, const obligation& what, notation numbers) {
  if (numbers == notation::integers) return writer_of_integers(table).write(what);
  return writer_of_bits(table).write(what);
}

}  // namespace backcheck::solver::symbolic

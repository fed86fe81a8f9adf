// refused: does not begin with its SPDX line

// A wrong scenario and the message it must give.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "scenario/input_error.hpp"
#include "scenario/read.hpp"

namespace backroll {

struct WrongFile {
  const char* what;
  std::string text;
  std::string message;  // the message's beginning
};

inline std::string message_of(const std::string& text) {
  try {
    parse_scenario(text, "wrong.toml");
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

inline void check_message(const WrongFile& wrong) {
  CAPTURE(wrong.what);
  const std::string message = message_of(wrong.text);
  CHECK_MESSAGE(message.starts_with(wrong.message), message, "\n  expected: ", wrong.message);
}

}  // namespace backroll

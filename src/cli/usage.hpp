// What to say about a wrong command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace backroll {

std::vector<std::string> command_names(const CLI::App& app);

// "unknown command 'rum'; allowed: run, compare, ...; did you mean 'run'?"
std::string unknown_word(const std::string& what, const std::string& word,
                         const std::vector<std::string>& known);

std::string usage_message(const CLI::App& app, const CLI::ParseError& error,
                          const std::vector<std::string>& words);

}  // namespace backroll

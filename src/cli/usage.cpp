#include "cli/usage.hpp"

#include <algorithm>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

// First word that is not an option: the sub-command meant.
std::string first_word(const std::vector<std::string>& words) {
  for (const std::string& word : words)
    if (word.empty() || word[0] != '-') return word;
  return "";
}

// First long option of `words` that `command` does not know.
std::string unknown_option(const CLI::App& command, const std::vector<std::string>& words) {
  const std::vector<std::string> known = option_names(command);
  for (const std::string& word : words) {
    std::string name = word.substr(0, word.find('='));
    if (name.size() > 2 && name.starts_with("--") &&
        std::find(known.begin(), known.end(), name) == known.end())
      return name;
  }
  return "";
}

}  // namespace

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::string unknown_word(const std::string& what, const std::string& word,
                         const std::vector<std::string>& known) {
  std::string allowed;
  for (const std::string& each : known) allowed += (allowed.empty() ? "" : ", ") + each;
  return InputError::at("", 0, "", "", "unknown " + what + " '" + word + "'", allowed,
                        nearest_word(word, known))
      .what();
}

std::string usage_message(const CLI::App& app, const CLI::ParseError& error,
                          const std::vector<std::string>& words) {
  const std::vector<std::string> commands = command_names(app);
  const std::string word = first_word(words);
  const CLI::App* command = &app;
  if (std::find(commands.begin(), commands.end(), word) != commands.end())
    command = app.get_subcommand(word);
  else if (!word.empty())
    return unknown_word("command", word, commands) + "\nTry: backroll --help";
  std::string message = error.what();
  if (const std::string option = unknown_option(*command, words); !option.empty())
    message = unknown_word("option", option, option_names(*command));
  if (command == &app && words.empty()) {
    message = "a command is needed: " + commands.front();
    for (std::size_t c = 1; c < commands.size(); ++c)
      message += (c + 1 == commands.size() ? " or " : ", ") + commands[c];
  }
  return message + "\nTry: backroll " + (command == &app ? "" : word + " ") + "--help";
}

}  // namespace backroll

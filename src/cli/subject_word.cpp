#include "cli/subject_word.hpp"

#include <filesystem>
#include <system_error>
#include <vector>

#include "cli/result_folder.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"

namespace backroll {

SubjectChoice subject_of(const std::string& word) {
  std::vector<std::string> ids;
  std::string allowed;
  for (const SubjectRow& row : subject_catalogue()) {
    if (row.subject.id == word) return {row.subject, word};
    ids.push_back(row.subject.id);
    allowed += row.subject.id + ", ";
  }
  std::error_code error;
  if (!word.ends_with(".toml") && !std::filesystem::exists(word, error))
    throw InputError::at("", 0, "", "", "no such subject and no such scenario '" + word + "'",
                         allowed + "or a scenario's file", nearest_word(word, ids));
  const Scenario scenario = read_scenario(word);
  if (scenario.specimen) throw InputError(word + ": a specimen has no back");
  return {scenario.subject, folder_name(scenario.name), scenario.resolution};
}

}  // namespace backroll

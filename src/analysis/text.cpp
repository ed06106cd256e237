#include "analysis/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <numeric>

namespace backroll {
namespace {

std::string written(double value, std::chars_format format, int digits) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format, digits);
  return {buffer, end.ptr};
}

}  // namespace

std::string number_text(double value, int significant) {
  if (!std::isfinite(value)) return "-";
  if (value == 0) return "0";
  if (std::abs(value) >= 1e7) return scientific_text(value);
  const int before = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  const int decimals = std::clamp(significant - before, 0, 12);
  if (before > significant) {
    const double unit = std::pow(10.0, before - significant);
    value = std::round(value / unit) * unit;
  }
  std::string text = written(value, std::chars_format::fixed, decimals);
  if (text.find('.') != std::string::npos) {
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string percent_text(double share) {
  const double percent = 100 * share;
  return number_text(std::abs(percent) < 9.95 ? std::round(percent * 10) / 10 : std::round(percent)) + " %";
}

std::vector<double> rounded_together(const std::vector<double>& values, double unit) {
  std::vector<double> rounded;
  double left = 0;  // [unit] still to be handed out
  for (const double value : values) {
    if (!std::isfinite(value)) return values;
    rounded.push_back(std::floor(value / unit));
    left += value / unit - rounded.back();
  }
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] / unit - rounded[a] > values[b] / unit - rounded[b];
  });
  const auto ups = static_cast<std::size_t>(std::lround(left));
  for (std::size_t n = 0; n < ups && n < order.size(); ++n) ++rounded[order[n]];
  for (double& value : rounded) value *= unit;
  return rounded;
}

std::vector<std::string> percent_texts(const std::vector<double>& shares) {
  std::vector<double> percents;
  percents.reserve(shares.size());
  for (const double share : shares) percents.push_back(100 * share);
  std::vector<std::string> texts;
  texts.reserve(shares.size());
  for (const double percent : rounded_together(percents, 0.1))
    texts.push_back(number_text(percent, 4) + " %");
  return texts;
}

std::string degree_text(double radian) {
  if (!std::isfinite(radian)) return "-";
  const double tenths = std::round(radian * 1800 / std::numbers::pi);
  return written(tenths == 0 ? 0 : tenths / 10, std::chars_format::fixed, 1) + " deg";
}

std::string scientific_text(double value) {
  return written(value, std::chars_format::scientific, 1);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t w = 0; w < words.size(); ++w)
    text += (w == 0 ? "" : w + 1 == words.size() ? " and " : ", ") + words[w];
  return text;
}

double round_step(double range, int count) {
  if (!(range > 0) || count < 1) return 1;
  const double least = range / count, decade = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * decade >= least * (1 - 1e-9)) return factor * decade;
  return 10 * decade;
}

}  // namespace backroll

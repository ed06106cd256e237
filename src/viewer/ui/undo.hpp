// Undo and redo of a value by snapshots. A drag is one step: begin() when it starts, commit() when it ends.
#pragma once

#include <concepts>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace backroll {

template <class T>
class UndoStack {
 public:
  explicit UndoStack(std::size_t limit = 200) : limit_(limit) {}

  // What the value is before a change that takes several frames; a second begin() without commit() is
  // ignored.
  void begin(const T& before) {
    if (!begun_) begun_ = before;
  }
  // Ends what begin() started: one step, none where nothing changed.
  void commit(const T& after) {
    if (!begun_) return;
    if (!same(*begun_, after)) push(*begun_);
    begun_.reset();
  }
  // A change done at once: `before` is what undo goes back to. What was undone can no longer be redone.
  void push(const T& before) {
    undo_.push_back(before);
    if (undo_.size() > limit_) undo_.pop_front();
    redo_.clear();
  }

  bool can_undo() const { return !undo_.empty(); }
  bool can_redo() const { return !redo_.empty(); }
  std::size_t steps() const { return undo_.size(); }

  // The value to go to from `now`; nothing where there is no step.
  std::optional<T> undo(const T& now) { return moved(undo_, redo_, now); }
  std::optional<T> redo(const T& now) { return moved(redo_, undo_, now); }

 private:
  static bool same(const T& a, const T& b) {
    if constexpr (std::equality_comparable<T>) return a == b;
    return false;
  }
  std::optional<T> moved(std::deque<T>& from, std::deque<T>& to, const T& now) {
    begun_.reset();
    if (from.empty()) return std::nullopt;
    to.push_back(now);
    std::optional<T> value(std::move(from.back()));
    from.pop_back();
    return value;
  }

  std::size_t limit_;
  std::deque<T> undo_, redo_;
  std::optional<T> begun_;
};

}  // namespace backroll

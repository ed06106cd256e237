// The fields of a run over time: kept in memory while it runs, or read from its folder as they are asked for.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "recording/fields_reader.hpp"

namespace backroll {

using SnapshotPointer = std::shared_ptr<const FieldSnapshot>;

class Snapshots {
 public:
  Snapshots() = default;                                     // in memory
  explicit Snapshots(std::unique_ptr<FieldsReader> reader);  // a recorded run's

  // In memory. Beyond kMostBytes every second one of the older half goes.
  void add(SnapshotPointer snapshot);
  static constexpr std::size_t kMostBytes = std::size_t{600} << 20;

  const std::vector<double>& times() const { return times_; }  // [s], increasing
  // The n-th; throws InputError where the file is damaged.
  SnapshotPointer get(std::size_t n) const;
  // At a time [s], between two of them linearly; null where there is none.
  SnapshotPointer at(double time) const;

 private:
  void thin_out();

  std::vector<double> times_;
  std::vector<SnapshotPointer> held_;
  std::size_t bytes_ = 0;
  std::unique_ptr<FieldsReader> reader_;
  mutable std::deque<std::pair<std::size_t, SnapshotPointer>> recent_;  // of the reader
  mutable std::size_t mixed_first_ = 0;
  mutable double mixed_time_ = -1;
  mutable SnapshotPointer mixed_;
};

}  // namespace backroll

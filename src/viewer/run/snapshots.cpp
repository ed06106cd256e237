#include "viewer/run/snapshots.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

constexpr std::size_t kRecent = 8;  // snapshots of a file kept at hand

std::size_t bytes_of(const FieldSnapshot& s) {
  return sizeof(float) * (s.displacement.size() + s.pressure.size() + s.compressive_stress.size()) +
         sizeof(BonePose) * s.bone_pose.size();
}

void mix(std::vector<float>& to, const std::vector<float>& a, const std::vector<float>& b, float share) {
  to.resize(a.size());
  for (std::size_t n = 0; n < a.size(); ++n) to[n] = a[n] + share * (b[n] - a[n]);
}

// Rotation vectors as they are: between two snapshots a bone turns by little.
void mix(std::vector<BonePose>& to, const std::vector<BonePose>& a, const std::vector<BonePose>& b,
         double share) {
  to = b;
  if (a.size() != b.size()) return;
  for (std::size_t n = 0; n < a.size(); ++n) {
    to[n].shift = a[n].shift + share * (b[n].shift - a[n].shift);
    to[n].turn = a[n].turn + share * (b[n].turn - a[n].turn);
  }
}

}  // namespace

Snapshots::Snapshots(std::unique_ptr<FieldsReader> reader)
    : times_(reader->times()), reader_(std::move(reader)) {}

void Snapshots::add(SnapshotPointer snapshot) {
  times_.push_back(snapshot->time_s);
  bytes_ += bytes_of(*snapshot);
  held_.push_back(std::move(snapshot));
  if (bytes_ > kMostBytes) thin_out();
}

void Snapshots::thin_out() {
  std::size_t kept = 0;
  for (std::size_t n = 0; n < held_.size(); ++n) {
    if (n < held_.size() / 2 && n % 2 == 1) {
      bytes_ -= bytes_of(*held_[n]);
      continue;
    }
    times_[kept] = times_[n];
    held_[kept++] = std::move(held_[n]);
  }
  times_.resize(kept);
  held_.resize(kept);
}

SnapshotPointer Snapshots::get(std::size_t n) const {
  if (!reader_) return held_.at(n);
  for (const auto& [index, snapshot] : recent_)
    if (index == n) return snapshot;
  recent_.emplace_back(n, std::make_shared<const FieldSnapshot>(reader_->read(n)));
  if (recent_.size() > kRecent) recent_.pop_front();
  return recent_.back().second;
}

SnapshotPointer Snapshots::at(double time) const {
  if (times_.empty()) return nullptr;
  const auto above = std::lower_bound(times_.begin(), times_.end(), time - 1e-9);
  if (above == times_.end()) return get(times_.size() - 1);
  const std::size_t second = above - times_.begin();
  if (second == 0 || std::abs(*above - time) < 1e-9) return get(second);
  if (mixed_ && mixed_time_ == time && mixed_first_ == second) return mixed_;
  const SnapshotPointer a = get(second - 1), b = get(second);
  const float share = static_cast<float>((time - a->time_s) / (b->time_s - a->time_s));
  auto made = std::make_shared<FieldSnapshot>();
  made->time_s = time;
  mix(made->displacement, a->displacement, b->displacement, share);
  mix(made->pressure, a->pressure, b->pressure, share);
  mix(made->compressive_stress, a->compressive_stress, b->compressive_stress, share);
  mix(made->bone_pose, a->bone_pose, b->bone_pose, share);
  mixed_first_ = second;
  mixed_time_ = time;
  mixed_ = std::move(made);
  return mixed_;
}

}  // namespace backroll

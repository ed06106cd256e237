#include <sqlite3.h>

#include <cmath>
#include <memory>
#include <system_error>

#include "batch/results.hpp"
#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

// "a""b"
std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

class Database {
 public:
  explicit Database(const fs::path& file) : file_(file) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(file.c_str(), &opened);
    db_.reset(opened);
    check(code);
  }
  void run(const std::string& sql) { check(sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr)); }
  void check(int code) const {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
      throw MachineError(file_.string() + ": " + (db_ ? sqlite3_errmsg(db_.get()) : sqlite3_errstr(code)));
  }
  sqlite3* get() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  fs::path file_;
  std::unique_ptr<sqlite3, Close> db_;
};

// INSERT INTO table VALUES (?, ...), a row at a time.
class Insert {
 public:
  Insert(Database& db, const std::string& table, std::size_t columns) : db_(&db) {
    std::string sql = "INSERT INTO " + table + " VALUES (?";
    for (std::size_t c = 1; c < columns; ++c) sql += ",?";
    sqlite3_stmt* made = nullptr;
    db.check(sqlite3_prepare_v2(db.get(), (sql + ")").c_str(), -1, &made, nullptr));
    statement_.reset(made);
  }
  Insert& text(const std::string& value) {
    db_->check(sqlite3_bind_text(statement_.get(), ++at_, value.c_str(), -1, SQLITE_TRANSIENT));
    return *this;
  }
  Insert& whole(int value) {
    db_->check(sqlite3_bind_int(statement_.get(), ++at_, value));
    return *this;
  }
  Insert& number(double value) {
    ++at_;
    db_->check(std::isnan(value) ? sqlite3_bind_null(statement_.get(), at_)
                                 : sqlite3_bind_double(statement_.get(), at_, value));
    return *this;
  }
  void row() {
    db_->check(sqlite3_step(statement_.get()));
    sqlite3_reset(statement_.get());
    at_ = 0;
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
  };
  Database* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int at_ = 0;
};

void fill_cases(Database& db, const SweepFolder& folder, const SweepTable& table) {
  std::string sql = "CREATE TABLE cases (\"case\" INTEGER PRIMARY KEY, id TEXT, status TEXT, reason TEXT";
  for (const SweepInput& input : table.inputs)
    sql += ", " + quoted(input.name) + (input.number ? " REAL" : " TEXT");
  for (const SweepOutput& output : table.outputs) sql += ", " + quoted(output.name) + " REAL";
  db.run(sql + ", version TEXT)");
  Insert insert(db, "cases", 5 + table.inputs.size() + table.outputs.size());
  for (const SweepRow& row : table.rows) {
    insert.whole(row.number).text(row.id).text(row.status).text(row.reason);
    for (std::size_t i = 0; i < row.inputs.size(); ++i)
      insert.text(row.inputs[i]);  // REAL columns convert it
    for (const double value : row.outputs) insert.number(value);
    insert.text(folder.version).row();
  }
}

void fill_regions(Database& db, const SweepResults& results) {
  std::string sql = "CREATE TABLE regions (\"case\" INTEGER, kind TEXT, region TEXT";
  for (const OutputColumn& column : region_columns()) sql += ", " + column.name + " REAL";
  db.run(sql + ")");
  Insert insert(db, "regions", 3 + region_columns().size());
  for (std::size_t r = 0; r < results.table.rows.size(); ++r)
    for (const RegionRow& region : results.regions[r]) {
      insert.whole(results.table.rows[r].number).text(region.kind).text(region.name);
      for (const double value : region.values) insert.number(value);
      insert.row();
    }
  db.run("CREATE INDEX regions_of_case ON regions (\"case\", kind)");
}

void describe(Database& db, const SweepFolder& folder, const SweepTable& table) {
  db.run("CREATE TABLE columns (of_table TEXT, name TEXT, role TEXT, unit TEXT, meaning TEXT)");
  Insert columns(db, "columns", 5);
  for (const SweepInput& input : table.inputs)
    columns.text("cases").text(input.name).text(input.sampled ? "sampled" : "input").text("").text("").row();
  for (const SweepOutput& output : table.outputs)
    columns.text("cases").text(output.name).text("output").text(output.unit).text(output.meaning).row();
  for (const OutputColumn& column : region_columns())
    columns.text("regions").text(column.name).text("output").text(column.unit).text(column.meaning).row();
  db.run("CREATE TABLE sweep (key TEXT PRIMARY KEY, value TEXT)");
  Insert about(db, "sweep", 2);
  about.text("name").text(folder.sweep.name).row();
  about.text("description").text(folder.sweep.description).row();
  about.text("file").text(folder.sweep.file).row();
  about.text("version").text(folder.version).row();
  about.text("seed").text(std::to_string(folder.sweep.seed)).row();
}

void add_views(Database& db, const Sweep& sweep, const SweepTable& table) {
  db.run("CREATE VIEW failed_cases AS SELECT * FROM cases WHERE status NOT IN ('complete', 'stopped')");
  db.run(
      "CREATE VIEW muscle_ranking AS SELECT region AS muscle, avg(contact_force_n) AS mean_force_n, "
      "avg(stress_kpa) AS mean_stress_kpa, max(stress_p95_kpa) AS largest_p95_kpa, count(*) AS cases "
      "FROM regions WHERE kind = 'muscle' GROUP BY region ORDER BY mean_force_n DESC");
  if (table.output(sweep.more) < 0 || table.output(sweep.less) < 0) return;
  const std::string more = quoted(sweep.more), less = quoted(sweep.less);
  db.run("CREATE VIEW pareto_front AS SELECT * FROM cases a WHERE " + more + " IS NOT NULL AND " + less +
         " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases b WHERE b." + more + " >= a." + more + " AND b." +
         less + " <= a." + less + " AND (b." + more + " > a." + more + " OR b." + less + " < a." + less +
         ")) ORDER BY " + less);
}

}  // namespace

void write_database(const fs::path& file, const SweepFolder& folder, const SweepResults& results) {
  const fs::path partial = partial_name(file);
  std::error_code ignored;
  fs::remove(partial, ignored);
  {
    Database db(partial);
    // a new file each time: no journal to recover, the same bytes for the same tables
    db.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    fill_cases(db, folder, results.table);
    fill_regions(db, results);
    describe(db, folder, results.table);
    add_views(db, folder.sweep, results.table);
    db.run("COMMIT");
  }
  commit_file(file);
}

}  // namespace backroll

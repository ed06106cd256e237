# Reads what Backroll writes, with base R alone.
# usage: Rscript read_results.R RUN_DIR [SWEEP_DIR]
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 1) stop("usage: Rscript read_results.R RUN_DIR [SWEEP_DIR]")

forces <- read.csv(file.path(arguments[1], "forces.csv"))
most <- which.max(forces$contact_force_n)
cat(sprintf("%d steps, largest contact force %.1f N at %.2f s\n", nrow(forces), forces$contact_force_n[most],
            forces$time_s[most]))

if (length(arguments) > 1) {
  results <- read.csv(file.path(arguments[2], "results.csv"), check.names = FALSE)
  done <- results[results$status %in% c("complete", "stopped"), ]
  cat(sprintf("%d of %d cases with results\n", nrow(done), nrow(results)))
  print(summary(done[, sapply(done, is.numeric)]))
}

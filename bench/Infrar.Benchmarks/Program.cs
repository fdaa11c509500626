using System.Globalization;
using Infrar.Benchmarks;

// plans [PAIRS] [SIZE...], manifest FILE PAIRS, checks SIZE, peak FILE, write SIZE FILE
switch (args)
{
    case ["plans"]:
        PlanBenchmark.Run([100, 1_000, 10_000, 100_000], pairs: 9);
        return 0;
    case ["plans", var pairs, .. var sizes]:
        PlanBenchmark.Run(
            sizes.Length == 0
                ? [100, 1_000, 10_000, 100_000]
                : sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture)),
            int.Parse(pairs, CultureInfo.InvariantCulture)
        );
        return 0;
    case ["manifest", var path, var pairs]:
        ManifestBenchmark.Run(path, int.Parse(pairs, CultureInfo.InvariantCulture));
        return 0;
    case ["checks", var size]:
        PlanBenchmark.RunChecks(int.Parse(size, CultureInfo.InvariantCulture));
        return 0;
    case ["peak", var file]:
        PlanBenchmark.RunPeak(file);
        return 0;
    case ["write", var size, var file]:
        File.WriteAllBytes(file, PlanMaker.Make(int.Parse(size, CultureInfo.InvariantCulture)));
        return 0;
    default:
        Console.Error.WriteLine(
            "Name what to measure: plans [PAIRS] [SIZE...], checks SIZE, peak FILE; or write SIZE FILE for a plan to look at."
        );
        return 1;
}

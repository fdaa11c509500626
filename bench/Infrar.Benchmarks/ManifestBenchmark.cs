using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Infrar.Core;
using Infrar.Core.Comparisons;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Providers;

namespace Infrar.Benchmarks;

/// <summary>What a comparison of a manifest consists of, each part against merely reading the manifest.</summary>
internal static class ManifestBenchmark
{
    internal static void Run(string path, int pairs)
    {
        var text = File.ReadAllText(path);
        var catalog = AllProviders.Catalog;
        var manifest = Read(text);
        var environment = manifest.Environments.Single(e => e.Name == "production");
        var system = manifest.Resolve(environment.Name, environment.Strategies[0]).Required();
        var placement = Planner.Place(system, catalog);
        var request = new ComparisonRequest
        {
            Manifest = manifest,
            Environment = environment,
            Traffic = system.UsualTraffic,
        };
        var comparison = Comparer.Compare(request, catalog).Required();
        (string Name, Action Work)[] parts =
        [
            ("resolve", () => manifest.Resolve(environment.Name, environment.Strategies[0]).Required()),
            ("place", () => Planner.Place(system, catalog)),
            ("estimate", () => Estimator.Estimate(placement, system.UsualTraffic, catalog, new EstimateOptions())),
            ("judge", () => Judge.Of(placement, system.UsualTraffic, catalog, new EstimateOptions())),
            ("compare", () => Comparer.Compare(request, catalog)),
            ("write", () => Json(comparison)),
        ];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a manifest of {text.Length} characters keeps {Measure.Kept(() => ManifestReader.Read(text, "infrar.yaml", catalog)) / 1e6:F2} MB once it is read"
            )
        );
        foreach (var (name, work) in parts)
        {
            for (var i = 0; i < 30; i++)
            {
                work();
            }

            var (one, other, ratio) = Measure.Pairs(pairs, work, () => Read(text));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -10} {one.TotalMilliseconds, 8:F2} ms : reading {other.TotalMilliseconds, 6:F2} ms   ratio {ratio, 6:F2}   allocates {Measure.Allocated(work) / 1e6, 6:F1} MB"
                )
            );
        }
    }

    private static void Json(Comparison comparison)
    {
        using var json = new Utf8JsonWriter(new ArrayBufferWriter<byte>());
        ComparisonJson.Write(json, comparison);
    }

    private static Manifest Read(string text) =>
        ManifestReader.Read(text, "infrar.yaml", AllProviders.Catalog).Manifest
        ?? throw new InvalidOperationException("The manifest cannot be read.");

    private static T Required<T>(this Result<T> result)
        where T : class =>
        result.Succeeded(out var value, out var problem) ? value : throw new InvalidOperationException(problem.Detail);
}

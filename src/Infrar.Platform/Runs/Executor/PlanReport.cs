using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Differences;
using Infrar.Core.Judgements;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;
using Infrar.Platform.Http;
using Infrar.Platform.Runs.Policies;
using Infrar.Providers;

namespace Infrar.Platform.Runs.Executor;

/// <summary>What a plan would change, cost and find, read from the engine's JSON.</summary>
/// <param name="Summary">In figures.</param>
/// <param name="Facts">What else policies look at.</param>
/// <param name="Json">As <c>docs/diff.schema.json</c> says; null where it could not be judged.</param>
/// <param name="Drift">What is not as the state has it; null where nothing is.</param>
internal sealed record PlanReport(RunChangesSummary Summary, PlanFacts Facts, byte[]? Json, byte[]? Drift)
{
    /// <summary>Reads a plan.</summary>
    /// <param name="path">The engine's JSON of it.</param>
    /// <param name="pricing">Use and prices that it is priced with.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<PlanReport> ReadAsync(
        string path,
        EstimateOptions pricing,
        CancellationToken cancellationToken
    )
    {
        var json = await File.ReadAllBytesAsync(path, cancellationToken);
        var counted = Count(json);
        var reading = PlanReader.Read(json, "plan.json", AllProviders.Catalog);
        if (reading.Plan is not { } plan)
        {
            return counted;
        }

        var difference = Differ.Between(
            Judge.Of("before", plan.Before, AllProviders.Catalog, pricing),
            Judge.Of("after", plan.After, AllProviders.Catalog, pricing),
            "",
            plan.Changes
        );
        var isAboutResources = plan.Changes.Length > 0;
        return counted with
        {
            Summary = counted.Summary with
            {
                // A plan that only refreshes names no resource, so what they cost is not in it: unknown, and not nothing.
                CostBefore = isAboutResources ? difference.EstimateBefore.Total.Expected : null,
                CostAfter = isAboutResources ? difference.EstimateAfter.Total.Expected : null,
                Currency = difference.Currency,
                Unpriced = Math.Max(
                    difference.EstimateBefore.Unpriced.Length,
                    difference.EstimateAfter.Unpriced.Length
                ),
                FindingsAdded = difference.Added.Length,
                FindingsMended = difference.Mended.Length,
            },
            Facts = counted.Facts with { Added = difference.Added },
            Json = CoreJson.Bytes(writer => DifferenceJson.Write(writer, difference)),
        };
    }

    private static PlanReport Count(byte[] json)
    {
        using var plan = JsonDocument.Parse(json);
        var (creates, updates, replaces, deletes, imports) = (0, 0, 0, 0, 0);
        var destroyed = ImmutableArray.CreateBuilder<DestroyedResource>();
        foreach (var resource in Array(plan.RootElement, "resource_changes"))
        {
            if (!resource.TryGetProperty("change", out var what))
            {
                continue;
            }

            List<string> actions = [.. Array(what, "actions").Select(a => a.GetString() ?? "")];
            switch (actions)
            {
                case ["create"]:
                    creates++;
                    break;
                case ["update"]:
                    updates++;
                    break;
                case ["delete"]:
                    deletes++;
                    break;
                case [_, _]:
                    replaces++;
                    break;
                default:
                    break;
            }

            if (actions.Contains("delete", StringComparer.Ordinal))
            {
                destroyed.Add(new(Text(resource, "address"), Text(resource, "type")));
            }

            imports +=
                what.TryGetProperty("importing", out var importing) && importing.ValueKind is JsonValueKind.Object
                    ? 1
                    : 0;
        }

        return new(
            new()
            {
                Creates = creates,
                Updates = updates,
                Replaces = replaces,
                Deletes = deletes,
                Imports = imports,
                Drifted = Array(plan.RootElement, "resource_drift").Count(),
            },
            new(null, destroyed.ToImmutable()),
            null,
            DriftReport.Write(plan.RootElement)
        );
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "";

    private static JsonElement.ArrayEnumerator Array(JsonElement of, string name) =>
        of.TryGetProperty(name, out var array) && array.ValueKind is JsonValueKind.Array
            ? array.EnumerateArray()
            : default;
}

using System.IO.Compression;
using System.Text.Json;
using Infrar.Core;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;
using Infrar.Core.Compose;
using Infrar.Core.Judgements;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Tofu;
using Infrar.Core.Topology;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Providers;

namespace Infrar.Platform.Evaluations;

/// <summary>What Core says of a project: comparison, estimate, findings, topology, configuration.</summary>
internal static class EvaluationEndpoints
{
    public static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/api/v1/projects/{project}").WithTags("Evaluations");
        Map(project, "/comparison", CompareAsync, "Compare", "All hosting options of an environment side by side.");
        Map(
            project,
            "/estimate",
            EstimateAsync,
            "Estimate",
            "What a month costs under a hosting option, line by line."
        );
        Map(project, "/findings", CheckAsync, "Check", "What is wrong with a placement, each with proof and mend.");
        Map(project, "/topology", DrawAsync, "Topology", "What runs where and who talks to whom.");
        Map(
            project,
            "/configuration",
            GenerateAsync,
            "Generate",
            "The OpenTofu or Compose files of a placement, as a ZIP archive."
        );
    }

    private static void Map(RouteGroupBuilder group, string path, Delegate handler, string name, string summary) =>
        group
            .MapGet(path, handler)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .Produces<JsonElement>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithName(name)
            .WithSummary(summary);

    private static async Task<IResult> CompareAsync(
        [AsParameters] SelectionRequest request,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var chosen = await Selected.OfAsync(request, access, records, cancellationToken);
        if (!chosen.Succeeded(out var selected, out var problem))
        {
            return problem.ToHttp();
        }

        Weights? weights = null;
        if (
            (request.Weights is not null && !Weights.Parse(request.Weights).Succeeded(out weights, out problem))
            || !Options(request).Succeeded(out var options, out problem)
        )
        {
            return problem.ToHttp();
        }

        var comparing = new ComparisonRequest
        {
            Manifest = selected.Manifest,
            Environment = selected.Environment,
            Traffic = selected.Traffic,
            Options = options,
            Weights = weights,
        };
        return Comparer.Compare(comparing, AllProviders.Catalog).Succeeded(out var comparison, out problem)
            ? CoreJson.Result(json => ComparisonJson.Write(json, comparison))
            : problem.ToHttp();
    }

    private static Task<IResult> EstimateAsync(
        [AsParameters] SelectionRequest request,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        PlacedAsync(
            request,
            access,
            records,
            (selected, placement, options) =>
            {
                var estimate = Estimator.Estimate(placement, selected.Traffic, AllProviders.Catalog, options);
                return CoreJson.Result(json => EstimateJson.Write(json, estimate));
            },
            cancellationToken
        );

    private static Task<IResult> CheckAsync(
        [AsParameters] SelectionRequest request,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        PlacedAsync(
            request,
            access,
            records,
            (selected, placement, options) =>
            {
                var judgement = Judge.Of(placement, selected.Traffic, AllProviders.Catalog, options);
                return CoreJson.Result(json => CheckReportJson.Write(json, judgement.Checks));
            },
            cancellationToken
        );

    private static Task<IResult> DrawAsync(
        [AsParameters] SelectionRequest request,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        PlacedAsync(
            request,
            access,
            records,
            (_, placement, _) => CoreJson.Result(json => TopologyJson.Write(SystemTopology.Of(placement), json)),
            cancellationToken
        );

    private static Task<IResult> GenerateAsync(
        [AsParameters] SelectionRequest request,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) => PlacedAsync(request, access, records, (_, placement, _) => Archive(placement, access.Slug), cancellationToken);

    private static IResult Archive(Placement placement, string name)
    {
        var files = TofuWriter.Write(placement, AllProviders.Catalog);
        if (ComposeWriter.Write(placement) is { Length: > 0 } compose)
        {
            files = files.SetItem("compose.yaml", compose);
        }

        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
                // The same placement makes the same bytes, whenever it is asked for.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(entry.Open());
                writer.Write(text);
            }
        }

        return Results.Bytes(archive.ToArray(), "application/zip", $"{name}.zip");
    }

    private static async Task<IResult> PlacedAsync(
        SelectionRequest request,
        ProjectAccess access,
        PlatformContext records,
        Func<Selected, Placement, EstimateOptions, IResult> answer,
        CancellationToken cancellationToken
    )
    {
        var chosen = await Selected.OfAsync(request, access, records, cancellationToken);
        return
            !chosen.Succeeded(out var selected, out var problem)
            || !Options(request).Succeeded(out var options, out problem)
            || !selected.Place().Succeeded(out var placement, out problem)
            ? problem.ToHttp()
            : answer(selected, placement, options);
    }

    private static Result<EstimateOptions> Options(SelectionRequest request) =>
        request.Currency is not { } currency ? new EstimateOptions()
        : currency.Length is 3 && currency.All(char.IsAsciiLetter)
            ? new EstimateOptions { Currency = currency.ToUpperInvariant() }
        : ApiProblems.NotReadable(
            $"'currency' cannot be '{currency}'. Name a currency by its three letters, for example EUR."
        );
}

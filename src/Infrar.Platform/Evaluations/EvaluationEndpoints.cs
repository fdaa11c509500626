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
using Infrar.Platform.Prices;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Providers;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Evaluations;

/// <summary>What Core says of a project: comparison, estimate, findings, topology, configuration.</summary>
internal static class EvaluationEndpoints
{
    private delegate Result<Evaluated> Evaluation(SelectionRequest request, Selected selected, EstimateOptions options);

    public static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/api/v1/projects/{project}").WithTags("Evaluations");
        Map(project, "/comparison", Compare, "Compare", "All hosting options of an environment side by side.");
        Map(project, "/estimate", Estimate, "Estimate", "What a month costs under a hosting option, line by line.");
        Map(project, "/findings", Check, "Check", "What is wrong with a placement, each with proof and mend.");
        Map(project, "/topology", Draw, "Topology", "What runs where and who talks to whom.");
        Map(
            project,
            "/configuration",
            Generate,
            "Generate",
            "The OpenTofu or Compose files of a placement, as a ZIP archive."
        );
    }

    private static void Map(RouteGroupBuilder group, string path, Evaluation evaluate, string name, string summary) =>
        group
            .MapGet(
                path,
                async (
                    [AsParameters] SelectionRequest request,
                    ProjectAccess access,
                    PlatformContext records,
                    EvaluationCache cache,
                    PriceBooks books,
                    HttpContext http,
                    CancellationToken cancellationToken
                ) =>
                {
                    var project = await records
                        .Set<Project>()
                        .Where(p => p.Id == access.Id)
                        .Select(p => new { p.Manifest, p.Residency })
                        .FirstAsync(cancellationToken);
                    var choices = await records
                        .Set<StrategyChoice>()
                        .AsNoTracking()
                        .Where(c => c.ProjectId == access.Id)
                        .OrderBy(c => c.Environment)
                        .ToListAsync(cancellationToken);
                    // One book from the first line of the answer to the last, whatever a sync does meanwhile.
                    var book = await books.OfProjectAsync(records, access.Id, cancellationToken);
                    var result = await cache.AskAsync(
                        Question(name, request, project.Manifest, project.Residency, book.Version, choices),
                        () =>
                            Selected
                                .Of(request, project.Manifest, project.Residency, choices)
                                .Succeeded(out var selected, out var problem)
                            && Options(request).Succeeded(out var options, out problem)
                                ? evaluate(request, selected, options with { Book = book })
                                : problem,
                        cancellationToken
                    );
                    return result.Succeeded(out var answer, out var refusal)
                        ? answer.ToHttp(http, access.Slug)
                        : refusal.ToHttp();
                }
            )
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .Produces<JsonElement>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayBeLate()
            .WithName(name)
            .WithSummary(summary);

    private static string?[] Question(
        string name,
        SelectionRequest request,
        string text,
        string? residency,
        string book,
        IReadOnlyList<StrategyChoice> choices
    ) =>
        [
            name,
            text,
            residency,
            book,
            request.Environment,
            request.Strategy,
            request.Traffic,
            request.Currency,
            request.Weights,
            .. choices.SelectMany(c => (string[])[c.Environment, c.Strategy]),
        ];

    private static Result<Evaluated> Compare(SelectionRequest request, Selected selected, EstimateOptions options)
    {
        Weights? weights = null;
        if (request.Weights is not null && !Weights.Parse(request.Weights).Succeeded(out weights, out var problem))
        {
            return problem;
        }

        var comparing = new ComparisonRequest
        {
            Manifest = selected.Manifest,
            Environment = selected.Environment,
            Traffic = selected.Traffic,
            Options = options,
            Weights = weights,
            Adapt = system => ProjectResidency.Apply(system, selected.Residency),
        };
        return Comparer.Compare(comparing, AllProviders.Catalog).Succeeded(out var comparison, out problem)
            ? Json(json => ComparisonJson.Write(json, comparison))
            : problem;
    }

    private static Result<Evaluated> Estimate(SelectionRequest request, Selected selected, EstimateOptions options) =>
        selected.Place().Succeeded(out var placement, out var problem)
            ? Json(json =>
                EstimateJson.Write(json, Estimator.Estimate(placement, selected.Traffic, AllProviders.Catalog, options))
            )
            : problem;

    private static Result<Evaluated> Check(SelectionRequest request, Selected selected, EstimateOptions options) =>
        selected.Place().Succeeded(out var placement, out var problem)
            ? Json(json =>
                CheckReportJson.Write(json, Judge.Of(placement, selected.Traffic, AllProviders.Catalog, options).Checks)
            )
            : problem;

    private static Result<Evaluated> Draw(SelectionRequest request, Selected selected, EstimateOptions options) =>
        selected.Place().Succeeded(out var placement, out var problem)
            ? Json(json => TopologyJson.Write(SystemTopology.Of(placement), json))
            : problem;

    private static Result<Evaluated> Generate(SelectionRequest request, Selected selected, EstimateOptions options) =>
        selected.Place().Succeeded(out var placement, out var problem)
            ? Evaluated.Archive(Archive(placement))
            : problem;

    private static Evaluated Json(Action<Utf8JsonWriter> write) => Evaluated.Json(CoreJson.Bytes(write));

    private static byte[] Archive(Placement placement)
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

        return archive.ToArray();
    }

    private static Result<EstimateOptions> Options(SelectionRequest request) =>
        request.Currency is not { } currency ? new EstimateOptions()
        : currency.Length is 3 && currency.All(char.IsAsciiLetter)
            ? new EstimateOptions { Currency = currency.ToUpperInvariant() }
        : ApiProblems.NotReadable(
            $"'currency' cannot be '{currency}'. Name a currency by its three letters, for example EUR."
        );
}

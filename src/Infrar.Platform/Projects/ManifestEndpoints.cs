using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Diagnostics;
using Infrar.Platform.Access;
using Infrar.Platform.Administration;
using Infrar.Platform.Audit;
using Infrar.Platform.Evaluations;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Projects;

/// <summary>A project's manifest: reading, checking as one types, writing, going back.</summary>
internal static class ManifestEndpoints
{
    public static void MapManifests(this IEndpointRouteBuilder routes)
    {
        var manifest = routes.MapGroup("/api/v1/projects/{project}").WithTags("Manifest");
        manifest
            .MapGet("/manifest", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ReadManifest")
            .WithSummary("The manifest, its ETag, and every fault of it with place and mend.");
        manifest
            .MapPut("/manifest", WriteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .NeedsVersion()
            .WithName("WriteManifest")
            .WithSummary("Writes the manifest. Needs If-Match. Refused while it has errors, unless ?draft=true.");
        manifest
            .MapPost("/manifest/validate", Validate)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .AlsoDuringMaintenance()
            .WithName("ValidateManifest")
            .WithSummary("Says every fault of a text and keeps nothing; for editors.");
        manifest
            .MapGet("/manifest/versions", ListVersionsAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .MayBeLate()
            .WithName("ListManifestVersions")
            .WithSummary("Every manifest that was written, newest first.");
        manifest
            .MapGet("/manifest/versions/{version:int}", ReadVersionAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ReadManifestVersion")
            .WithSummary("A manifest as it once stood; write its text to go back to it.");
        manifest
            .MapGet("/environments", ListEnvironmentsAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .MayBeLate()
            .WithName("ListEnvironments")
            .WithSummary("The manifest's environments, and the strategy that was chosen for each.");
        manifest
            .MapPut("/environments/{environment}/strategy", ChooseAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .WithName("ChooseStrategy")
            .WithSummary("Chooses a hosting option for an environment.");
    }

    private static async Task<Ok<ManifestResponse>> ReadAsync(
        ProjectAccess access,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var project = await records.Set<Project>().AsNoTracking().FirstAsync(p => p.Id == access.Id, cancellationToken);
        return TypedResults.Ok(Response(project, http));
    }

    private static async Task<Results<Ok<ManifestResponse>, ProblemHttpResult>> WriteAsync(
        ManifestRequest request,
        bool? draft,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (request.Text.Length > ProjectConfiguration.LongestManifest)
        {
            return ProjectProblems.ManifestTooLong().ToHttp();
        }

        var project = await records.Set<Project>().FirstAsync(p => p.Id == access.Id, cancellationToken);
        if (EntityVersion.Refusal(http.Request, project.Version) is { } stale)
        {
            return stale.ToHttp();
        }

        var reading = StoredManifest.Reading(request.Text);
        if (reading.Manifest is null && draft is not true)
        {
            var errors = reading.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).ToList();
            return ProjectProblems.ManifestFaults(errors.Count).ToHttp(errors);
        }

        project.WriteManifest(request.Text, time.GetUtcNow());
        records.Add(ManifestVersion.Of(project, caller.UserId));
        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            new("manifest.write", project.Id.Value)
            {
                ProjectId = project.Id.Value,
                Detail = reading.Manifest is null
                    ? $"version {project.Version}, draft with errors"
                    : $"version {project.Version}",
            },
            cancellationToken
        );
        return TypedResults.Ok(Response(project, http));
    }

    private static Results<Ok<JsonElement>, ProblemHttpResult> Validate(ManifestRequest request) =>
        request.Text.Length > ProjectConfiguration.LongestManifest
            ? ProjectProblems.ManifestTooLong().ToHttp()
            : TypedResults.Ok(Validation(request.Text));

    private static async Task<Ok<Page<ManifestVersionResponse>>> ListVersionsAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = int.TryParse(page.Cursor, out var number) ? number : int.MaxValue;
        var rows = await records
            .Set<ManifestVersion>()
            .Where(m => m.ProjectId == access.Id && m.Version < before)
            .OrderByDescending(m => m.Version)
            .Take(page.Size + 1)
            .Select(m => new ManifestVersionResponse(m.Version, m.AuthorId, m.WrittenAt, m.Text.Length))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<ManifestVersionResponse>.Of(rows, page.Size, m => m.Version.ToString(null, null as IFormatProvider))
        );
    }

    private static async Task<Results<Ok<ManifestResponse>, ProblemHttpResult>> ReadVersionAsync(
        int version,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var text = await records
            .Set<ManifestVersion>()
            .Where(m => m.ProjectId == access.Id && m.Version == version)
            .Select(m => m.Text)
            .FirstOrDefaultAsync(cancellationToken);
        return text is null
            ? ProjectProblems.NoSuchVersion(version).ToHttp()
            : TypedResults.Ok(new ManifestResponse(text, version, Validation(text)));
    }

    private static async Task<
        Results<Ok<ImmutableArray<EnvironmentResponse>>, ProblemHttpResult>
    > ListEnvironmentsAsync(ProjectAccess access, PlatformContext records, CancellationToken cancellationToken)
    {
        var read = await StoredManifest.ReadAsync(access, records, cancellationToken);
        if (!read.Succeeded(out var manifest, out var problem))
        {
            return problem.ToHttp();
        }

        var choices = await records
            .Set<StrategyChoice>()
            .AsNoTracking()
            .Where(c => c.ProjectId == access.Id)
            .ToDictionaryAsync(c => c.Environment, StringComparer.Ordinal, cancellationToken);
        return TypedResults.Ok(
            manifest
                .Environments.Select(e =>
                {
                    var choice = choices.GetValueOrDefault(e.Name);
                    return new EnvironmentResponse(
                        e.Name,
                        e.Strategies,
                        choice?.Strategy,
                        choice?.ChosenBy,
                        choice?.ChosenAt
                    );
                })
                .ToImmutableArray()
        );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChooseAsync(
        string environment,
        StrategyRequest request,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var project = await records
            .Set<Project>()
            .Where(p => p.Id == access.Id)
            .Select(p => new { p.Manifest, p.Residency })
            .FirstAsync(cancellationToken);
        var selection = new SelectionRequest { Environment = environment, Strategy = request.Strategy };
        if (
            !Selected
                .Of(selection, project.Manifest, project.Residency, [])
                .Succeeded(out var selected, out var problem)
        )
        {
            return problem.ToHttp();
        }

        if (ProjectResidency.Refusal(selected) is { } refusal)
        {
            return refusal.ToHttp();
        }

        var choice = await records
            .Set<StrategyChoice>()
            .FirstOrDefaultAsync(c => c.ProjectId == access.Id && c.Environment == environment, cancellationToken);
        if (choice is null)
        {
            choice = StrategyChoice.Of(access.Id, environment);
            records.Add(choice);
        }

        choice.Choose(request.Strategy, caller.UserId, time.GetUtcNow());
        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            new("strategy.choose", access.Id.Value)
            {
                ProjectId = access.Id.Value,
                Detail = $"{request.Strategy} for {environment}",
            },
            cancellationToken
        );
        return TypedResults.NoContent();
    }

    private static ManifestResponse Response(Project project, HttpContext http)
    {
        http.Response.Headers.ETag = EntityVersion.Tag(project.Version);
        return new(project.Manifest, project.Version, Validation(project.Manifest));
    }

    private static JsonElement Validation(string text)
    {
        var reading = StoredManifest.Reading(text);
        return CoreJson.Element(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("valid", reading.Manifest is not null);
            json.WriteStartArray("diagnostics");
            foreach (var diagnostic in reading.Diagnostics)
            {
                DiagnosticJson.Write(json, diagnostic);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}

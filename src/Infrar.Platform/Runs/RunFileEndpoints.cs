using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Runs;

/// <summary>What is kept of a run, to be downloaded.</summary>
internal static class RunFileEndpoints
{
    public static void MapRunFiles(this RouteGroupBuilder runs)
    {
        Map(
            runs,
            "configuration",
            RunFileKind.Configuration,
            "application/zip",
            "The files that it runs, as a zip archive."
        );
        Map(runs, "difference", RunFileKind.Difference, "application/json", "What its plan changes, costs and finds.");
        Map(
            runs,
            "drift",
            RunFileKind.Drift,
            "application/json",
            "What is not as the state has it, by resource and attribute; sensitive values are left out."
        );
        Map(runs, "plan-log", RunFileKind.PlanLog, "text/plain", "What the engine said while it planned.");
        Map(runs, "apply-log", RunFileKind.ApplyLog, "text/plain", "What the engine said while it applied.");
        // A plan has every value in it that it was made with.
        Map(
            runs,
            "plan",
            RunFileKind.Plan,
            "application/octet-stream",
            "The engine's plan, secrets and all; told in the audit log.",
            isSecret: true
        );
        Map(
            runs,
            "plan-json",
            RunFileKind.PlanJson,
            "application/json",
            "The plan as the engine's JSON, secrets and all; told in the audit log.",
            isSecret: true
        );
    }

    private static void Map(
        RouteGroupBuilder runs,
        string path,
        RunFileKind kind,
        string contentType,
        string summary,
        bool isSecret = false
    ) =>
        runs.MapGet(
                $"/{{run}}/{path}",
                async (
                    string run,
                    Caller caller,
                    ProjectAccess access,
                    PlatformContext records,
                    RunFiles files,
                    AuditLog audit,
                    HttpContext http,
                    CancellationToken cancellationToken
                ) =>
                {
                    if (await RunEndpoints.FindAsync(records, access, run, cancellationToken) is not { } found)
                    {
                        return RunProblems.NoSuch().ToHttp();
                    }

                    // What people send may hold values that the manifest's configuration never does.
                    if (kind is RunFileKind.Configuration && found.Strategy is null && access.Role < Role.Operator)
                    {
                        return AccessProblems.RoleTooLow(access.Role, Role.Operator).ToHttp();
                    }

                    if (await files.OpenAsync(found.Id, kind, cancellationToken) is not { } content)
                    {
                        return RunProblems.NoFile(kind).ToHttp();
                    }

                    if (isSecret)
                    {
                        await audit.SaveAsync(
                            access.TeamId,
                            caller.Origin(http),
                            new("run.download", found.Id.Value)
                            {
                                ProjectId = found.ProjectId.Value,
                                Detail = JsonNames.Of(kind),
                            },
                            cancellationToken
                        );
                    }

                    http.Response.Headers.CacheControl = "private, no-store";
                    return Results.Stream(content, contentType);
                }
            )
            .Allow(
                AccessRule.Project(isSecret ? Role.Operator : Role.Viewer, isSecret ? Scope.RunsWrite : Scope.RunsRead)
            )
            .Produces(StatusCodes.Status200OK, contentType: contentType)
            .WithName($"ReadRun{kind}")
            .WithSummary(summary);
}

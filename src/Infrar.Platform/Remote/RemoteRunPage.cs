using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Web;

namespace Infrar.Platform.Remote;

/// <summary>What is at the address that Terraform's client tells its user to look at a run.</summary>
internal static class RemoteRunPage
{
    public static void MapRemoteRunPage(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/app/{project}/{workspace}/runs/{run}", Show)
            .Allow(AccessRule.Everyone)
            .ExcludeFromDescription();

    // Whoever asks is nobody yet, so it says what the address says, and never whether there is such a run.
    private static IResult Show(string project, string workspace, string run, WebPages pages, HttpContext http)
    {
        var isRun =
            Id<Run>.TryParse(run, null, out var id)
            && Workspaces.Workspaces.IsName(workspace)
            && (Slugs.Fault(project) is null || Id<Project>.TryParse(project, null, out _));
        if (!isRun)
        {
            return ApiProblems.NoSuchPath(http.Request.Path).ToHttp();
        }

        return pages.AreThere
            ? TypedResults.Redirect($"/run/?p={project}&e={workspace}&id={id}")
            : DocumentPage.Result(
                "A run of Infrar",
                $"# Run {id}\n\nFollow it, and decide about it, at your command line:\n\n- `infrar run show {id} --project {project}`\n- `infrar run logs {id} --project {project} --follow`"
            );
    }
}

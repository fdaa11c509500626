using Infrar.Platform.Access;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.State;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Remote;

/// <summary>From the ids that Terraform's client names to the projects that decide who may see what they stand for.</summary>
/// <remarks>An organization is a project, by its slug or id; a workspace is one of its environments. All other ids are Infrar's own.</remarks>
internal static class RemoteNames
{
    /// <summary>Says that an endpoint is about the project of a workspace.</summary>
    public static ProjectOf Workspace { get; } =
        new((id, records) => Of(records.Set<Workspace>(), id, (w, i) => w.Where(x => x.Id == i), w => w.ProjectId));

    /// <summary>Says that an endpoint is about the project of a run.</summary>
    public static ProjectOf Run { get; } =
        new((id, records) => Of(records.Set<Run>(), RunId(id), (r, i) => r.Where(x => x.Id == i), r => r.ProjectId));

    /// <summary>Says that an endpoint is about the project of an uploaded configuration.</summary>
    public static ProjectOf Configuration { get; } =
        new(
            (id, records) =>
                Of(records.Set<UploadedConfiguration>(), id, (c, i) => c.Where(x => x.Id == i), c => c.ProjectId)
        );

    /// <summary>Says that an endpoint is about the project of a state.</summary>
    public static ProjectOf State { get; } =
        new(
            (id, records) =>
                Of(records.Set<StateVersion>(), id.Split('.')[0], (s, i) => s.Where(x => x.Id == i), s => s.ProjectId)
        );

    /// <summary>The id of a run's plan, apply or cost estimate; each run has one of each.</summary>
    public static string Part(Run run, string of) => $"{of}{run.Id.Value["run".Length..]}";

    /// <summary>The id of the run that a plan, an apply or a cost estimate is part of.</summary>
    public static string RunId(string part) =>
        part.IndexOf('-', StringComparison.Ordinal) is >= 0 and var dash ? $"run{part[dash..]}" : part;

    private static async Task<string?> Of<T>(
        IQueryable<T> records,
        string id,
        Func<IQueryable<T>, Id<T>, IQueryable<T>> where,
        System.Linq.Expressions.Expression<Func<T, Id<Project>>> project
    )
        where T : class, IIdentified =>
        Id<T>.TryParse(id, null, out var parsed)
            ? (await where(records, parsed).Select(project).ToListAsync()).Select(p => p.Value).FirstOrDefault()
            : null;
}

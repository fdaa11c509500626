using System.Text.RegularExpressions;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Workspaces;

/// <summary>Finds workspaces, and makes them when they are first used.</summary>
internal sealed partial class Workspaces(PlatformContext records, TimeProvider time)
{
    /// <summary>Whether a text can be the name of an environment.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>The workspace of a project's environment; null when there is none yet.</summary>
    public Task<Workspace?> FindAsync(Id<Project> project, string environment, CancellationToken cancellationToken) =>
        records
            .Set<Workspace>()
            .FirstOrDefaultAsync(w => w.ProjectId == project && w.Environment == environment, cancellationToken);

    /// <summary>The workspace of a project's environment, made when there is none. Saves what else the context holds.</summary>
    /// <remarks>Of several that make it at once, one does, and the others get what it made.</remarks>
    public async Task<Workspace> EnsureAsync(
        Id<Project> project,
        string environment,
        CancellationToken cancellationToken
    )
    {
        if (!IsName(environment))
        {
            throw new ArgumentException("Not the name of an environment.", nameof(environment));
        }

        if (await FindAsync(project, environment, cancellationToken) is { } there)
        {
            return there;
        }

        var made = Workspace.Create(project, environment, time);
        records.Add(made);
        try
        {
            await records.SaveChangesAsync(cancellationToken);
            return made;
        }
        catch (DbUpdateException)
        {
            // Somebody else made it in between, or the project went: then there is nothing to find.
            records.Entry(made).State = EntityState.Detached;
            if (await FindAsync(project, environment, cancellationToken) is { } other)
            {
                return other;
            }

            throw;
        }
    }

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

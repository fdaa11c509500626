using Infrar.Core;
using Infrar.Core.Diagnostics;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Projects;

/// <summary>Makes and changes projects.</summary>
internal sealed class ProjectChanges(PlatformContext records, AuditLog audit, TeamQuotas quotas, TimeProvider time)
{
    /// <summary>Makes a project.</summary>
    /// <returns>The project; <c>ACC003</c>, <c>ACC006</c>, <c>PRJ003</c>, <c>PRJ004</c>, <c>PRJ005</c> or <c>PRJ007</c>.</returns>
    public async Task<Result<Project>> CreateAsync(
        CreateProjectRequest request,
        Caller caller,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var slug = request.Slug ?? Slugs.From(request.Name);
        if (Fault(request.Name, slug, request.Residency) is { } fault)
        {
            return ProjectProblems.NotRight(fault);
        }

        var manifest = request.Manifest ?? "";
        if (ManifestRefusal(manifest) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        if (await TeamRefusalAsync(request.Team, caller, slug, cancellationToken) is { } refused)
        {
            return refused;
        }

        var project = Project.Create(request.Team, slug, request.Name.Trim(), request.Residency, time);
        records.Add(project);
        if (manifest.Length > 0)
        {
            project.WriteManifest(manifest, time.GetUtcNow());
            records.Add(ManifestVersion.Of(project, caller.UserId));
        }

        await audit.SaveAsync(
            request.Team,
            origin,
            new("project.create", project.Id.Value) { ProjectId = project.Id.Value, Detail = slug },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return project;
    }

    /// <summary>Changes what a project is called and where its data may lie.</summary>
    /// <returns>The project; <c>API005</c>, <c>API006</c>, <c>PRJ003</c> or <c>PRJ004</c>.</returns>
    public async Task<Result<Project>> DescribeAsync(
        ProjectAccess access,
        ChangeProjectRequest request,
        HttpRequest http,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var project = await records.Set<Project>().FirstAsync(p => p.Id == access.Id, cancellationToken);
        if (EntityVersion.Refusal(http, project.Version) is { } stale)
        {
            return stale;
        }

        var (name, slug) = (request.Name?.Trim() ?? project.Name, request.Slug ?? project.Slug);
        var residency = request.Residency ?? project.Residency;
        if (Fault(name, slug, residency) is { } fault)
        {
            return ProjectProblems.NotRight(fault);
        }

        if (slug != project.Slug)
        {
            if (await IsTakenAsync(access.TeamId, slug, cancellationToken))
            {
                return ProjectProblems.SlugTaken(slug);
            }

            await records
                .Set<FormerSlug>()
                .Where(s => s.TeamId == access.TeamId && (s.Slug == slug || s.Slug == project.Slug))
                .ExecuteDeleteAsync(cancellationToken);
            records.Add(FormerSlug.Of(project));
        }

        project.Describe(slug, name, residency, time.GetUtcNow());
        await audit.SaveAsync(
            access.TeamId,
            origin,
            new("project.change", project.Id.Value) { ProjectId = project.Id.Value, Detail = slug },
            cancellationToken
        );
        return project;
    }

    /// <summary>Why a text cannot become a manifest; null when it can, and for no text at all.</summary>
    public static Problem? ManifestRefusal(string text)
    {
        if (text.Length > ProjectConfiguration.LongestManifest)
        {
            return ProjectProblems.ManifestTooLong();
        }

        if (text.Length is 0)
        {
            return null;
        }

        var reading = StoredManifest.Reading(text);
        return reading.Manifest is null
            ? ProjectProblems.ManifestFaults(reading.Diagnostics.Count(d => d.Severity is DiagnosticSeverity.Error))
            : null;
    }

    private async Task<Problem?> TeamRefusalAsync(
        Id<Team> team,
        Caller caller,
        string slug,
        CancellationToken cancellationToken
    )
    {
        var found = await (
            from member in records.Set<Member>()
            join t in records.Set<Team>() on member.TeamId equals t.Id
            where member.TeamId == team && member.UserId == caller.UserId
            select new { member.Role }
        ).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return AccessProblems.NoSuchTeam();
        }

        if (found.Role < Role.Operator)
        {
            return AccessProblems.RoleTooLow(found.Role, Role.Operator);
        }

        if (await quotas.ProjectRefusalAsync(team, cancellationToken) is { } full)
        {
            return full;
        }

        return await IsTakenAsync(team, slug, cancellationToken) ? ProjectProblems.SlugTaken(slug) : null;
    }

    private Task<bool> IsTakenAsync(Id<Team> team, string slug, CancellationToken cancellationToken) =>
        records.Set<Project>().AnyAsync(p => p.TeamId == team && p.Slug == slug, cancellationToken);

    private static string? Fault(string name, string slug, string? residency) =>
        DisplayNames.Fault(name)
        ?? Slugs.Fault(slug)
        ?? (
            residency is null or "eu" or "us" or "any"
                ? null
                : $"The residency '{residency}' is not known. Choose eu, us or any."
        );
}

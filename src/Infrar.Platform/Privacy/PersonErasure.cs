using System.Collections.Immutable;
using System.Security.Cryptography;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Privacy;

/// <summary>Erases people for good: rows, files, secrets, and their names in the audit log, whose chain still holds afterwards.</summary>
internal sealed class PersonErasure(
    PlatformContext records,
    TeamErasure teams,
    ErasedList list,
    AuditSeal seal,
    AuditLog audit,
    BearerTokens bearer,
    TimeProvider time
)
{
    /// <summary>Erases everybody whose grace has passed, and whoever came back with a backup.</summary>
    /// <returns>How many people and teams were erased.</returns>
    public async Task<int> EraseDueAsync(CancellationToken cancellationToken)
    {
        var erased = await EraseReturnedAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await records
            .Users.Where(u => u.ErasureDueAt <= now)
            .Select(u => u.Id)
            .ToListAsync(cancellationToken);
        foreach (var user in due)
        {
            await EraseAsync(user, cancellationToken);
        }

        if (erased + due.Count > 0 && records.Database.IsSqlite())
        {
            // What was deleted is overwritten in the file by then; the log of writes beside it still has it.
            await records.Database.ExecuteSqlAsync($"pragma wal_checkpoint(truncate)", cancellationToken);
        }

        return erased + due.Count;
    }

    /// <summary>Erases again whom a backup brought back.</summary>
    /// <returns>How many people and teams that were.</returns>
    public async Task<int> EraseReturnedAsync(CancellationToken cancellationToken)
    {
        var returned = await list.ReadAsync(cancellationToken);
        foreach (var subject in returned.Where(ErasedList.IsTeam))
        {
            await EraseTeamAsync(new(subject), cancellationToken);
        }

        foreach (var subject in returned.Where(ErasedList.IsPerson))
        {
            await EraseAsync(subject, cancellationToken);
        }

        return returned.Count;
    }

    /// <summary>Erases a person, and every team that has no owner without them and is not handed over.</summary>
    public async Task EraseAsync(string user, CancellationToken cancellationToken)
    {
        // Rows without salts cannot be made to forget anybody and still hold.
        await seal.BringUpAsync(cancellationToken);
        var alone = await OwnedAsync(user, cancellationToken);
        await list.WriteAsync(user, cancellationToken);
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        await list.NoteAsync(user, cancellationToken);
        var person = await records.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == user, cancellationToken);
        var projects = new List<Id<Project>>();
        if (person is not null)
        {
            foreach (var team in alone)
            {
                if (team.Heir is null || person.ErasureTakesTeams)
                {
                    await list.WriteAsync(team.Id.Value, cancellationToken);
                    await list.NoteAsync(team.Id.Value, cancellationToken);
                    projects.AddRange(await teams.RemoveAsync(team.Id, cancellationToken));
                }
                else
                {
                    await HandOverAsync(team.Id, team.Heir, cancellationToken);
                }
            }

            await ForgetAsync(person, cancellationToken);
        }

        await audit.SaveAsync(
            AuditOrigin.System,
            new("account.erase", AuditLog.Installation) { Detail = $"{projects.Count} projects went with it" },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        await bearer.ForgetEverywhereAsync(cancellationToken);
        await teams.ClearAsync(projects, cancellationToken);
    }

    /// <summary>Teams that only this person owns, each with who would own it next; nobody where they are its only member.</summary>
    public async Task<ImmutableArray<OwnedTeam>> OwnedAsync(string user, CancellationToken cancellationToken)
    {
        var owned = await (
            from member in records.Set<Member>()
            join team in records.Set<Team>() on member.TeamId equals team.Id
            where member.UserId == user && member.Role == Role.Owner
            where !records.Set<Member>().Any(m => m.TeamId == member.TeamId && m.UserId != user && m.Role == Role.Owner)
            orderby team.Id
            select new { team.Id, team.Name }
        ).ToListAsync(cancellationToken);
        var teamsWithHeirs = ImmutableArray.CreateBuilder<OwnedTeam>();
        foreach (var team in owned)
        {
            var others = await records
                .Set<Member>()
                .AsNoTracking()
                .Where(m => m.TeamId == team.Id && m.UserId != user)
                .ToListAsync(cancellationToken);
            var heir = others.OrderByDescending(m => m.Role).ThenBy(m => m.JoinedAt).FirstOrDefault();
            teamsWithHeirs.Add(new(team.Id, team.Name, heir?.UserId));
        }

        return teamsWithHeirs.ToImmutable();
    }

    private async Task EraseTeamAsync(Id<Team> team, CancellationToken cancellationToken)
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        await list.NoteAsync(team.Value, cancellationToken);
        var projects = await teams.RemoveAsync(team, cancellationToken);
        await audit.SaveAsync(AuditOrigin.System, new("team.delete", team.Value), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await teams.ClearAsync(projects, cancellationToken);
    }

    // Somebody may have become the only owner after asking to be erased; the team is not left without one.
    private async Task HandOverAsync(Id<Team> team, string heir, CancellationToken cancellationToken)
    {
        await records
            .Set<Member>()
            .Where(m => m.TeamId == team && m.UserId == heir)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, Role.Owner), cancellationToken);
        await audit.SaveAsync(
            team,
            AuditOrigin.System,
            new("member.change-role", heir) { Detail = "owner, as the only one is erased" },
            cancellationToken
        );
    }

    private async Task ForgetAsync(User person, CancellationToken cancellationToken)
    {
        var (user, email) = (person.Id, person.Email);
        var pseudonym = AuditEvent.Erased + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var rows = records.Set<AuditEvent>();
        await rows.Where(e => e.Actor == user)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.Actor, pseudonym)
                        .SetProperty(e => e.Via, "")
                        .SetProperty(e => e.Address, "")
                        .SetProperty(e => e.WhoSalt, (string?)null),
                cancellationToken
            );
        await rows.Where(e => e.Subject == user || e.Detail.Contains(user) || e.Detail.Contains(email))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.Subject, pseudonym)
                        .SetProperty(e => e.Detail, "")
                        .SetProperty(e => e.WhatSalt, (string?)null),
                cancellationToken
            );
        await PersonTraces.ReplaceAsync(records, user, pseudonym, cancellationToken);
        await records.Set<Invitation>().Where(i => i.Email == email).ExecuteDeleteAsync(cancellationToken);
        await records.Set<OutgoingMail>().Where(m => m.Recipient == email).ExecuteDeleteAsync(cancellationToken);
        // Sessions, tokens, passkeys, links and memberships go with the row, by the database's own rule.
        await records.Users.Where(u => u.Id == user).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>A team that one person alone owns.</summary>
/// <param name="Id">The team.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Heir">Of its other members the one with the highest role, and of several the one who has been there longest; null where there is none.</param>
internal sealed record OwnedTeam(Id<Team> Id, string Name, string? Heir);

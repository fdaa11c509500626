using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Teams;

/// <summary>Changes who belongs to a team; a team is never left without an owner.</summary>
internal sealed class Memberships(PlatformContext records, AuditLog audit)
{
    /// <summary>Gives a member another role, or none.</summary>
    /// <returns>Null when done; <c>ACC022</c> for the only owner, <c>ACC023</c> for nobody of the team.</returns>
    public async Task<Problem?> ChangeAsync(
        Id<Team> team,
        string user,
        Role? role,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        // Of two changes at once, the second sees that the team's version has moved and is refused by the database.
        var record = await records.Set<Team>().FirstAsync(t => t.Id == team, cancellationToken);
        var members = await records.Set<Member>().Where(m => m.TeamId == team).ToListAsync(cancellationToken);
        if (members.FirstOrDefault(m => m.UserId == user) is not { } member)
        {
            return AccountProblems.NoSuchMember();
        }

        if (role is not Role.Owner && !members.Any(m => m.Role is Role.Owner && m.UserId != user))
        {
            return AccountProblems.LastOwner();
        }

        if (role is { } given)
        {
            member.Become(given);
        }
        else
        {
            records.Remove(member);
        }

        record.Touch();
        await audit.SaveAsync(
            team,
            origin,
            new(role is null ? "member.remove" : "member.change-role", user)
            {
                Detail = role?.ToString().ToLowerInvariant() ?? "",
            },
            cancellationToken
        );
        return null;
    }
}

using Infrar.Platform.Http;

namespace Infrar.Platform.Teams;

/// <summary>Makes or renames a team.</summary>
/// <param name="Name">1 to 100 characters.</param>
[ApiExample(
    """
        {"name": "Payments"}
        """
)]
internal sealed record TeamRequest(string Name);

/// <summary>A team that the caller belongs to.</summary>
[ApiExample(
    """
        {"id": "team-01kb2m9x7q3v8c5d1e6f", "name": "Payments", "role": "owner", "members": 3, "projects": 2, "createdAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record TeamResponse(
    Id<Team> Id,
    string Name,
    Role Role,
    int Members,
    int Projects,
    DateTimeOffset CreatedAt
);

/// <summary>Invites somebody.</summary>
/// <param name="Email">Only an account of this address may take the invitation.</param>
/// <param name="Role">What the person will be in the team.</param>
[ApiExample(
    """
        {"email": "grace@example.com", "role": "operator"}
        """
)]
internal sealed record InviteRequest(string Email, Role Role);

/// <summary>An invitation, without its secret.</summary>
[ApiExample(
    """
        {"id": "inv-01kb2m9x7q3v8c5d1e6f", "email": "grace@example.com", "role": "operator", "expiresAt": "2026-12-27T09:30:00+00:00"}
        """
)]
internal sealed record InvitationResponse(Id<Invitation> Id, string Email, Role Role, DateTimeOffset ExpiresAt);

/// <summary>A new invitation with its secret, which is shown this once.</summary>
/// <param name="Invitation">What was made.</param>
/// <param name="Secret">What lets the person join.</param>
/// <param name="IsMailed">Whether it goes out by mail; where not, hand the secret on yourself.</param>
[ApiExample(
    """
        {"invitation": {"id": "inv-01kb2m9x7q3v8c5d1e6f", "email": "grace@example.com", "role": "operator", "expiresAt": "2026-12-27T09:30:00+00:00"}, "secret": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE", "isMailed": true}
        """
)]
internal sealed record NewInvitationResponse(InvitationResponse Invitation, string Secret, bool IsMailed);

/// <summary>Takes an invitation with an account that is there already.</summary>
[ApiExample(
    """
        {"invitation": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE"}
        """
)]
internal sealed record AcceptRequest(string Invitation);

/// <summary>Changes a member's role.</summary>
[ApiExample(
    """
        {"role": "owner"}
        """
)]
internal sealed record RoleRequest(Role Role);

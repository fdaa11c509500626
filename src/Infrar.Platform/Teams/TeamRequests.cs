namespace Infrar.Platform.Teams;

/// <summary>Makes or renames a team.</summary>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record TeamRequest(string Name);

/// <summary>A team that the caller belongs to.</summary>
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
internal sealed record InviteRequest(string Email, Role Role);

/// <summary>An invitation, without its secret.</summary>
internal sealed record InvitationResponse(Id<Invitation> Id, string Email, Role Role, DateTimeOffset ExpiresAt);

/// <summary>A new invitation with its secret, which is shown this once.</summary>
/// <param name="Invitation">What was made.</param>
/// <param name="Secret">What lets the person join.</param>
/// <param name="IsMailed">Whether it goes out by mail; where not, hand the secret on yourself.</param>
internal sealed record NewInvitationResponse(InvitationResponse Invitation, string Secret, bool IsMailed);

/// <summary>Takes an invitation with an account that is there already.</summary>
internal sealed record AcceptRequest(string Invitation);

/// <summary>Changes a member's role.</summary>
internal sealed record RoleRequest(Role Role);

using Infrar.Platform.Account;
using Infrar.Platform.Http;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Administration;

/// <summary>A person, as administrators see them.</summary>
/// <param name="Id">The person.</param>
/// <param name="Email">The name to sign in with.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="IsAdministrator">Whether the person looks after the installation.</param>
/// <param name="HasSecondFactor">Whether an authenticator is asked for.</param>
/// <param name="CreatedAt">When the account began.</param>
/// <param name="SuspendedAt">When it was shut; null while it is open.</param>
/// <param name="ErasureDueAt">When the person will be erased; null unless they asked for it.</param>
/// <param name="Teams">How many teams the person belongs to.</param>
/// <param name="Sessions">How many sessions are open.</param>
[ApiExample(
    """
        {"id": "usr-01kb2m9x7q3v8c5d1e6f", "email": "ada@example.com", "displayName": "Ada", "isAdministrator": false, "hasSecondFactor": true, "createdAt": "2026-11-27T09:30:00+00:00", "suspendedAt": null, "erasureDueAt": null, "teams": 2, "sessions": 1}
        """
)]
internal sealed record UserResponse(
    string Id,
    string Email,
    string DisplayName,
    bool IsAdministrator,
    bool HasSecondFactor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SuspendedAt,
    DateTimeOffset? ErasureDueAt,
    int Teams,
    int Sessions
);

/// <summary>Which people are listed.</summary>
internal sealed record UserFilter
{
    /// <summary>A part of the address or name.</summary>
    public string? Search { get; init; }

    /// <summary>A <see cref="UserSort"/>, in any case.</summary>
    public string? Only { get; init; }
}

/// <summary>Sorts of people that a list can be kept to.</summary>
internal enum UserSort
{
    /// <summary>Whose account is shut.</summary>
    Suspended,

    /// <summary>Who looks after the installation.</summary>
    Administrators,

    /// <summary>Who asked to be erased.</summary>
    Leaving,
}

/// <summary>Shuts an account.</summary>
/// <param name="Reason">Why, for the audit log; 1 to 500 characters.</param>
[ApiExample(
    """
        {"reason": "Left the company."}
        """
)]
internal sealed record SuspendRequest(string Reason);

/// <summary>A team, as administrators see it.</summary>
/// <param name="Id">The team.</param>
/// <param name="Name">What people call it.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="Projects">Projects that it has and may have.</param>
/// <param name="Members">Members that it has and may have.</param>
/// <param name="StorageBytes">Bytes of uploads that it has and may have.</param>
/// <param name="Tier">How much its members may ask; null for the usual.</param>
[ApiExample(
    """
        {"id": "team-01kb2m9x7q3v8c5d1e6f", "name": "Payments", "createdAt": "2026-11-27T09:30:00+00:00", "projects": {"used": 2, "quota": 50, "isDefault": true}, "members": {"used": 3, "quota": 100, "isDefault": true}, "storageBytes": {"used": 52428800, "quota": 21474836480, "isDefault": true}, "tier": null}
        """
)]
internal sealed record TeamUseResponse(
    Id<Team> Id,
    string Name,
    DateTimeOffset CreatedAt,
    QuotaUse Projects,
    QuotaUse Members,
    QuotaUse StorageBytes,
    string? Tier
);

/// <summary>A quota and its use.</summary>
/// <param name="Used">How much there is.</param>
/// <param name="Quota">How much there may be.</param>
/// <param name="IsDefault">Whether the quota is the installation's own.</param>
internal sealed record QuotaUse(long Used, long Quota, bool IsDefault);

/// <summary>Sets what a team may have. What is null or left out follows the installation's default.</summary>
/// <param name="Projects">Most projects, 0 to 100,000.</param>
/// <param name="Members">Most members, 1 to 100,000.</param>
/// <param name="StorageBytes">Most bytes of uploads, from 0.</param>
/// <param name="Tier">A tier of <c>Limits:Tiers</c> in the configuration.</param>
[ApiExample(
    """
        {"projects": 200, "members": 20, "storageBytes": 107374182400, "tier": null}
        """
)]
internal sealed record QuotasRequest(
    int? Projects = null,
    int? Members = null,
    long? StorageBytes = null,
    string? Tier = null
);

/// <summary>What is set for the whole installation.</summary>
/// <param name="Registration">Who may make an account.</param>
/// <param name="IsRegistrationSet">Whether an administrator said so; else the configuration does.</param>
/// <param name="Maintenance">The maintenance there is; null when there is none.</param>
/// <param name="Tiers">Tiers that teams can be given, with the requests that each allows in a window.</param>
[ApiExample(
    """
        {"registration": "invited", "isRegistrationSet": false, "maintenance": null, "tiers": {"large": 20000}}
        """
)]
internal sealed record InstallationResponse(
    Registration Registration,
    bool IsRegistrationSet,
    Maintenance? Maintenance,
    IReadOnlyDictionary<string, int> Tiers
);

/// <summary>Says who may make an account.</summary>
/// <param name="Registration">Open or invited; null for what the configuration says.</param>
[ApiExample(
    """
        {"registration": "open"}
        """
)]
internal sealed record RegistrationRequest(Registration? Registration);

/// <summary>Begins maintenance, or changes what is said of it.</summary>
/// <param name="Reason">Why, for people; 1 to 500 characters.</param>
/// <param name="Until">When it will likely end; goes into <c>Retry-After</c>.</param>
[ApiExample(
    """
        {"reason": "The database moves.", "until": "2026-12-27T09:30:00+00:00"}
        """
)]
internal sealed record MaintenanceRequest(string Reason, DateTimeOffset? Until = null);

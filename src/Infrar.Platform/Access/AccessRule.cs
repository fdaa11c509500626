using Infrar.Platform.Teams;

namespace Infrar.Platform.Access;

/// <summary>What an endpoint is about, and so what decides who may use it.</summary>
internal enum AccessTo
{
    /// <summary>Anybody, signed in or not.</summary>
    Everyone,

    /// <summary>The caller's own account.</summary>
    Account,

    /// <summary>The team that the route names.</summary>
    Team,

    /// <summary>The project that the route names.</summary>
    Project,

    /// <summary>The whole installation.</summary>
    Installation,

    /// <summary>The metrics: for administrators, and for whom the configuration lets in without an account.</summary>
    Metrics,
}

/// <summary>Who may use an endpoint. Every endpoint has exactly one; the platform does not start otherwise.</summary>
/// <param name="To">What it is about.</param>
/// <param name="Least">The least role that suffices, where a team or project decides.</param>
/// <param name="Scope">The scope that an API token needs; null where no token is taken.</param>
internal sealed record AccessRule(AccessTo To, Role Least, string? Scope)
{
    public static AccessRule Everyone { get; } = new(AccessTo.Everyone, Role.Viewer, null);

    /// <summary>For people who are signed in; a token only where <paramref name="scope"/> is named.</summary>
    public static AccessRule Account(string? scope = null) => new(AccessTo.Account, Role.Viewer, scope);

    public static AccessRule Team(Role least, string? scope) => new(AccessTo.Team, least, scope);

    public static AccessRule Project(Role least, string? scope) => new(AccessTo.Project, least, scope);

    public static AccessRule Metrics { get; } = new(AccessTo.Metrics, Role.Viewer, null);

    public static AccessRule Installation { get; } = new(AccessTo.Installation, Role.Viewer, null);

    /// <summary>The rule in words of the OpenAPI document, for example <c>project:operator</c>.</summary>
    public string Word =>
        To switch
        {
            AccessTo.Everyone => "everyone",
            AccessTo.Account => "account",
            AccessTo.Team => $"team:{Least.ToString().ToLowerInvariant()}",
            AccessTo.Project => $"project:{Least.ToString().ToLowerInvariant()}",
            AccessTo.Installation => "installation",
            AccessTo.Metrics => "metrics",
        };
}

/// <summary>States the rule of an endpoint.</summary>
internal static class AccessRuleExtensions
{
    public static TBuilder Allow<TBuilder>(this TBuilder builder, AccessRule rule)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(rule);
}

namespace Infrar.Core;

/// <summary>The sort of a refusal; decides the exit code and, over HTTP, the status.</summary>
public enum ProblemKind
{
    /// <summary>The request itself cannot be right.</summary>
    Invalid,

    /// <summary>The thing named does not exist.</summary>
    NotFound,

    /// <summary>The thing exists in a state that forbids the request.</summary>
    Conflict,

    /// <summary>Something that the request needs is not there now.</summary>
    Unavailable,

    /// <summary>Nobody has said who asks, or what they said does not hold.</summary>
    Unauthenticated,

    /// <summary>Who asks is known and may not do this.</summary>
    Forbidden,

    /// <summary>The thing changed since the caller read it.</summary>
    Stale,

    /// <summary>The request must say which version of the thing it was made from.</summary>
    PreconditionRequired,

    /// <summary>What was sent is larger than what is taken.</summary>
    TooLarge,

    /// <summary>Too much was asked in too short a time; it may be asked again later.</summary>
    TooMany,
}

/// <summary>A refused request: what was wrong here, and what to do.</summary>
/// <param name="Code">Stable code; listed in <c>docs/problems.md</c>, never reused.</param>
/// <param name="Kind">The sort of refusal.</param>
/// <param name="Title">The same words every time.</param>
/// <param name="Detail">What was wrong here and what to do, full sentences.</param>
public record Problem(string Code, ProblemKind Kind, string Title, string Detail);

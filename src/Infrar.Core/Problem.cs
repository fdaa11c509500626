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
}

/// <summary>A refused request: what was wrong here, and what to do.</summary>
/// <param name="Code">Stable code; listed in <c>docs/problems.md</c>, never reused.</param>
/// <param name="Kind">The sort of refusal.</param>
/// <param name="Title">The same words every time.</param>
/// <param name="Detail">What was wrong here and what to do, full sentences.</param>
public sealed record Problem(string Code, ProblemKind Kind, string Title, string Detail);

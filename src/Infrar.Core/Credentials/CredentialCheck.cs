using System.Collections.Immutable;

namespace Infrar.Core.Credentials;

/// <summary>An address of a provider's API.</summary>
/// <param name="Name">What settings call it, such as <c>hetzner</c>.</param>
/// <param name="Url">Where it is, unless a setting says otherwise; no slash at the end.</param>
public sealed record CheckEndpoint(string Name, string Url);

/// <summary>A pair of keys that signs a request (AWS Signature Version 4), and for what.</summary>
/// <param name="Service">The service's name in the signature.</param>
/// <param name="Region">The region in the signature.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Key">The secret.</param>
/// <param name="Token">The session's token; null for keys that last.</param>
public sealed record RequestSigning(string Service, string Region, string KeyId, string Key, string? Token);

/// <summary>A request that changes nothing at the provider.</summary>
/// <param name="Endpoint">Where to.</param>
/// <param name="Path">Begins with a slash; may end in a query.</param>
public sealed record CheckRequest(CheckEndpoint Endpoint, string Path)
{
    /// <summary>The fields of a form, which is posted; null for a GET.</summary>
    public ImmutableArray<KeyValuePair<string, string>>? Form { get; init; }

    /// <summary>Goes into <c>Authorization: Bearer</c>; null for none.</summary>
    public string? Bearer { get; init; }

    /// <summary>What signs the request; null for nothing.</summary>
    public RequestSigning? Signing { get; init; }
}

/// <summary>What the provider answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">Not trusted; nothing of it is shown but what a check picks out by its form.</param>
public sealed record CheckAnswer(int Status, string Body);

/// <summary>What is known when a check begins.</summary>
/// <param name="Values">The credential's values by field.</param>
/// <param name="Now">The time, for what is signed with it.</param>
/// <param name="Own">The platform's own keys at the provider, for roles that it takes on; null when it has none.</param>
/// <param name="IdentityToken">Proves which project asks, for roles that trust the platform; null when there is none.</param>
public sealed record CheckContext(
    IReadOnlyDictionary<string, string> Values,
    DateTimeOffset Now,
    RequestSigning? Own,
    string? IdentityToken
);

/// <summary>How a check stands: it asks on, or has come to an end. Pure; the asking is done elsewhere.</summary>
public abstract record CheckStep
{
    /// <summary>Asks, and goes on with the answer.</summary>
    /// <param name="Request">What to ask.</param>
    /// <param name="Then">What follows from the answer.</param>
    public sealed record Ask(CheckRequest Request, Func<CheckAnswer, CheckStep> Then) : CheckStep;

    /// <summary>The provider takes the credential.</summary>
    /// <param name="Detail">Whom the provider sees in it, or what it may not do; full sentences, no secret.</param>
    public sealed record Good(string Detail) : CheckStep;

    /// <summary>The provider lends keys for a while.</summary>
    /// <param name="Variables">What its OpenTofu provider reads them from, by environment variable; all of them secret.</param>
    public sealed record Lent(ImmutableSortedDictionary<string, string> Variables) : CheckStep;

    /// <summary>The provider refuses the credential.</summary>
    /// <param name="Detail">Why, and what to do; full sentences, no secret.</param>
    public sealed record Bad(string Detail) : CheckStep;

    /// <summary>Nothing can be said.</summary>
    /// <param name="Detail">Why; full sentences, no secret.</param>
    public sealed record Unknown(string Detail) : CheckStep;
}

/// <summary>What the checks of several providers have in common.</summary>
public static class CheckAnswers
{
    /// <summary>Asks with a token and nothing else.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="path">What for.</param>
    /// <param name="token">The token.</param>
    /// <param name="judge">What an answer means whose status is neither 429 nor a fault of the provider's.</param>
    public static CheckStep WithToken(
        CheckEndpoint endpoint,
        string path,
        string token,
        Func<CheckAnswer, CheckStep> judge
    ) => new CheckStep.Ask(new(endpoint, path) { Bearer = token }, answer => Busy(answer) ?? judge(answer));

    /// <summary>What an answer means that is not about the credential; null when it is.</summary>
    public static CheckStep? Busy(CheckAnswer answer) =>
        answer.Status is 429 or >= 500 or < 200 or (>= 300 and < 400)
            ? new CheckStep.Unknown($"The provider answered with status {answer.Status}. Try again in a while.")
            : null;

    /// <summary>A word that the provider said, if it has the form of one: letters, digits and <c>._:/@-</c>; else a question mark.</summary>
    public static string Word(string? text) =>
        text is { Length: >= 1 and <= 200 } && text.All(c => char.IsAsciiLetterOrDigit(c) || "._:/@-".Contains(c))
            ? text
            : "?";
}

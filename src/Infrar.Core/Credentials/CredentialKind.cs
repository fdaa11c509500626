using System.Collections.Immutable;

namespace Infrar.Core.Credentials;

/// <summary>One way to prove to a provider who asks, such as a pair of keys.</summary>
/// <param name="Name">As requests name it, such as <c>aws-keys</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Provider">The provider it is for.</param>
/// <param name="Fields">What belongs to it, in the order that people are asked for it.</param>
/// <param name="Check">Asks the provider, without changing anything there, whether a credential is good.</param>
public sealed record CredentialKind(
    string Name,
    string Title,
    string Provider,
    ImmutableArray<CredentialField> Fields,
    Func<CheckContext, CheckStep> Check
)
{
    /// <summary>Asks the provider for keys that are good for a while, where the credential is no key by itself; null where it is one.</summary>
    public Func<CheckContext, CheckStep>? Session { get; init; }

    /// <summary>Says every fault of stated values at once; none says a value.</summary>
    /// <param name="values">By name of the field.</param>
    public ImmutableArray<CredentialFault> Faults(IReadOnlyDictionary<string, string> values)
    {
        var faults = ImmutableArray.CreateBuilder<CredentialFault>();
        foreach (var field in Fields)
        {
            if (field.Fault(values) is { } fault)
            {
                faults.Add(new(field.Name, fault));
            }
        }

        var known = string.Join(", ", Fields.Select(f => f.Name));
        foreach (var unknown in values.Keys.Where(k => Fields.All(f => f.Name != k)).Order(StringComparer.Ordinal))
        {
            faults.Add(new(unknown, $"{Title} has no such field. It has {known}."));
        }

        return faults.ToImmutable();
    }
}

/// <summary>What is wrong with a field of a credential, and what would be right.</summary>
/// <param name="Field">The field's name, as it was stated.</param>
/// <param name="Detail">Full sentences without the value.</param>
public sealed record CredentialFault(string Field, string Detail);

/// <summary>One value of a credential.</summary>
/// <param name="Name">As requests name it.</param>
/// <param name="Title">For people.</param>
/// <param name="Shape">What a right value looks like, after "State".</param>
/// <param name="Fits">Whether a value looks so; pure, and quick for any text.</param>
public sealed record CredentialField(string Name, string Title, string Shape, Func<string, bool> Fits)
{
    /// <summary>Most characters of a value, whatever its shape.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>Whether knowing the value gives access; false for ids.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Another field without which this one has no meaning.</summary>
    public string? With { get; init; }

    /// <summary>The environment variable that OpenTofu's provider reads it from; null where it reads it from none.</summary>
    public string? Variable { get; init; }

    internal string? Fault(IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(Name, out var value) || value.Length is 0)
        {
            return IsOptional ? null : $"{Title} is missing. State {Shape}.";
        }

        if (With is { } other && values.GetValueOrDefault(other) is null or "")
        {
            return $"{Title} has no meaning without {other}. State both or neither.";
        }

        return value.Length <= Longest && Fits(value) ? null : $"{Title} is not of its form. State {Shape}.";
    }
}

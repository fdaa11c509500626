using System.Diagnostics.CodeAnalysis;

namespace Infrar.Core;

/// <summary>A value, or the problem that kept it from being made.</summary>
/// <typeparam name="T">What success carries.</typeparam>
public sealed class Result<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly Problem? _problem;

    private Result(T? value, Problem? problem) => (_value, _problem) = (value, problem);

    /// <summary>Reads the outcome: true with a value, false with a problem.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (_value, _problem);
        return _problem is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a pattern covers a text, as far as both are known; rising, so that the least of several is the surest.</summary>
internal enum Match
{
    /// <summary>It cannot, whatever the unknown parts turn out to be.</summary>
    No,

    /// <summary>It depends on what is not known.</summary>
    Maybe,

    /// <summary>It does, whatever the unknown parts turn out to be.</summary>
    Yes,
}

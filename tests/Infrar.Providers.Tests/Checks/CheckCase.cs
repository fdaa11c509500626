using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.Tests.Checks;

/// <summary>What a case shows of its check.</summary>
internal enum CaseSort
{
    /// <summary>Wrong, and found.</summary>
    Fails,

    /// <summary>Right, and nothing is found.</summary>
    Passes,

    /// <summary>Looks wrong and is right, or cannot be known: nothing is found.</summary>
    NearMiss,
}

/// <summary>Hand-made resources, and what one check must say of them, as they are and through the plan that they make.</summary>
internal sealed record CheckCase(string Check, CaseSort Sort, string Claim, Resource[] Resources)
{
    /// <summary>What must hold there.</summary>
    public Requirements Required { get; init; } = new();

    /// <summary>Where the finding is; on the first resource unless it says otherwise.</summary>
    public string At
    {
        get => field ?? Resources[0].Address;
        init;
    }

    /// <summary>How grave the finding is; null where the case does not care.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Wrong, and found on the first resource.</summary>
    public static CheckCase Fails(string check, string claim, params Resource[] resources) =>
        new(check, CaseSort.Fails, claim, resources);

    /// <summary>Right.</summary>
    public static CheckCase Passes(string check, string claim, params Resource[] resources) =>
        new(check, CaseSort.Passes, claim, resources);

    /// <summary>Looks wrong and is right, or cannot be known.</summary>
    public static CheckCase NearMiss(string check, string claim, params Resource[] resources) =>
        new(check, CaseSort.NearMiss, claim, resources);

    /// <summary>A resource of AWS in Ireland.</summary>
    public static Resource Made(string type, string name, params (string Name, Value Value)[] settings) =>
        Checking.Aws(type, name, settings);
}

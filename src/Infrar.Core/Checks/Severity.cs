namespace Infrar.Core.Checks;

/// <summary>How much a finding matters, rising.</summary>
public enum Severity
{
    /// <summary>Better otherwise; nobody is harmed as it stands.</summary>
    Low,

    /// <summary>Weakens the system, or will when something else goes wrong.</summary>
    Medium,

    /// <summary>Harms in ordinary use: a requirement is broken, or an attacker needs one more step.</summary>
    High,

    /// <summary>Does not work, or is open to anybody.</summary>
    Critical,
}

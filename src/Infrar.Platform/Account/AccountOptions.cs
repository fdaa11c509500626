using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>Who may make an account.</summary>
public enum Registration
{
    /// <summary>Anybody who reaches the platform.</summary>
    Open,

    /// <summary>Only who holds an invitation to a team.</summary>
    Invited,
}

/// <summary>Section <c>Account</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Who may make an account once the first is there; invited when nothing is said.</summary>
    public Registration Registration { get; set; } = Registration.Invited;

    /// <summary>Whether the first account needs the one-time secret that <c>infrar up</c> prints. Switch off only where nobody else reaches the platform.</summary>
    public bool SetupSecret { get; set; } = true;

    /// <summary>Rounds of PBKDF2-HMAC-SHA512 for passwords; 210,000 is OWASP's figure of 2025.</summary>
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>Most projects of a team, unless an administrator says otherwise for it.</summary>
    public int ProjectsPerTeam { get; set; } = 50;

    /// <summary>Most members of a team, unless an administrator says otherwise for it.</summary>
    public int MembersPerTeam { get; set; } = 100;

    /// <summary>Most mebibytes of a team's uploads, unless an administrator says otherwise for it.</summary>
    public long StorageMiBPerTeam { get; set; } = 20_480;

    /// <summary>Signing in with GitHub; off until a client id is stated.</summary>
    public GitHubOptions GitHub { get; set; } = new();

    /// <summary>Days between a person's wish to be erased and the erasure; 0 to 30, as the law gives a month.</summary>
    public int ErasureGraceDays { get; set; } = 30;
}

/// <summary>Says every fault of <see cref="AccountOptions"/> at once.</summary>
internal sealed class AccountOptionsValidation : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var faults = new List<string>();
        if (options.PasswordIterations is < 100_000 or > 10_000_000)
        {
            faults.Add(
                $"Account:PasswordIterations is {options.PasswordIterations}; state a number from 100000 to 10000000."
            );
        }

        if (options.ErasureGraceDays is < 0 or > 30)
        {
            faults.Add($"Account:ErasureGraceDays is {options.ErasureGraceDays}; state a number from 0 to 30.");
        }

        if (options.ProjectsPerTeam < 1)
        {
            faults.Add($"Account:ProjectsPerTeam is {options.ProjectsPerTeam}; state a number from 1.");
        }

        if (options.MembersPerTeam < 1)
        {
            faults.Add($"Account:MembersPerTeam is {options.MembersPerTeam}; state a number from 1.");
        }

        if (options.StorageMiBPerTeam is < 1 or > 1_000_000_000)
        {
            faults.Add(
                $"Account:StorageMiBPerTeam is {options.StorageMiBPerTeam}; state a number from 1 to 1000000000."
            );
        }

        faults.AddRange(options.GitHub.Faults());
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

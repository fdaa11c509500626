using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Infrar.Cli.Remote;

/// <summary>How the CLI writes and reads JSON of the API; made at build time, as a natively compiled program needs it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(StoredSignIns))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(SessionTokens))]
[JsonSerializable(typeof(SignInBody))]
[JsonSerializable(typeof(RenewBody))]
[JsonSerializable(typeof(RegisterBody))]
[JsonSerializable(typeof(DisplayNameBody))]
[JsonSerializable(typeof(PasswordBody))]
[JsonSerializable(typeof(NewPasswordBody))]
[JsonSerializable(typeof(TotpBody))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(NameBody))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(InviteBody))]
[JsonSerializable(typeof(AcceptBody))]
[JsonSerializable(typeof(ProjectBody))]
[JsonSerializable(typeof(ProjectChangeBody))]
[JsonSerializable(typeof(TextBody))]
[JsonSerializable(typeof(StrategyBody))]
[JsonSerializable(typeof(CredentialBody))]
[JsonSerializable(typeof(UploadBody))]
[JsonSerializable(typeof(GitBody))]
[JsonSerializable(typeof(ErasureBody))]
[JsonSerializable(typeof(ChangeEmailBody))]
[JsonSerializable(typeof(CodeBody))]
[JsonSerializable(typeof(EmailBody))]
[JsonSerializable(typeof(ResetBody))]
[JsonSerializable(typeof(RegistrationBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(LockBody))]
[JsonSerializable(typeof(RunBody))]
[JsonSerializable(typeof(RecoveryBody))]
[JsonSerializable(typeof(ApprovalBody))]
[JsonSerializable(typeof(ChannelBody))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(VariableBody))]
[JsonSerializable(typeof(QuotasBody))]
[JsonSerializable(typeof(ProjectLink))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ApiJson : JsonSerializerContext;

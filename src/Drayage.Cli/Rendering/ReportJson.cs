using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Cli.Rendering.Changelogs;
using Drayage.Cli.Rendering.Status;
using Drayage.Cli.Rendering.Versions;

namespace Drayage.Cli.Rendering;

/// <summary>What the commands print with <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CatalogDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(PreflightDocument))]
[JsonSerializable(typeof(BuildDocument))]
[JsonSerializable(typeof(ReleaseDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(VerificationDocument))]
[JsonSerializable(typeof(ChangelogDocument))]
[JsonSerializable(typeof(ProposalDocument))]
[JsonSerializable(typeof(VersionDocument))]
[JsonSerializable(typeof(VersionEditDocument))]
[JsonSerializable(typeof(WithdrawalDocument))]
[JsonSerializable(typeof(PruneDocument))]
[JsonSerializable(typeof(StatsDocument))]
[JsonSerializable(typeof(ExplanationDocument))]
[JsonSerializable(typeof(ChecklistDocument))]
[JsonSerializable(typeof(AffectedDocument))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static ReportJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}

using System.Text.RegularExpressions;
using Drayage.Model;

namespace Drayage.Workflows.Generating.Steps;

/// <summary>The script that delivers phase 2 of a release.</summary>
internal static partial class PublishScript
{
    /// <param name="source">Says by which key releases are checked, and where they are.</param>
    /// <param name="tag">Name of the variable with the release's tag.</param>
    /// <exception cref="ReleaseException">Nothing says by which key.</exception>
    public static string Bash(GenerationSource source, string tag)
    {
        var key = source.Project.PublicKey ?? throw new ReleaseException(
            ExitCode.Refused,
            "phase 2 has no key to check releases with",
            $"{source.Project.At}: destinations have phase: 2, and public-key is not set",
            "commit the public half of the signing key and name it: public-key: FILE");
        var holder = source.Plan.Consignments.FirstOrDefault(consignment => consignment.OffersDownloads);
        var repository = holder is null ? "" : $" --repository {Word(holder.Address)}";
        return $$"""drayage publish --from-release "${{tag}}"{{repository}} --key {{Word(key)}} ${WAYBILL_DIGEST:+--waybill-digest "$WAYBILL_DIGEST"}""";
    }

    private static string Word(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", """'\''""", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9._/-]+\z")]
    private static partial Regex Plain();
}

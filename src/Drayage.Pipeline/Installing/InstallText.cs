using System.Collections.Immutable;
using System.Text;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Installing;

/// <summary>Writes how everything of a release is installed, as Markdown. The same text stands in the README and in release notes.</summary>
public static class InstallText
{
    /// <returns>Lines that end with <c>\n</c>; empty where nothing can be installed.</returns>
    public static string Of(IEnumerable<InstallableConsignment> consignments, IReadOnlyDictionary<string, IDestinationKind> kinds) =>
        Write(consignments.Where(consignment => kinds.ContainsKey(consignment.Kind)).SelectMany(consignment => kinds[consignment.Kind].Install(consignment)));

    internal static string Write(IEnumerable<InstallStep> steps)
    {
        var text = new StringBuilder();
        foreach (var channel in steps.GroupBy(step => step.Heading, StringComparer.Ordinal))
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append($"**{channel.Key}**\n");
            WriteFiles(text, [.. channel.SelectMany(step => step.Files).Distinct()]);
            WriteCommands(text, [.. channel.SelectMany(step => step.Commands).Distinct(StringComparer.Ordinal)]);
        }

        return text.ToString();
    }

    private static void WriteFiles(StringBuilder text, ImmutableArray<InstallFile> files)
    {
        if (files.IsEmpty)
            return;
        text.Append("\n| platform | file |\n|---|---|\n");
        foreach (var file in files)
            text.Append($"| {file.Platform} | [{file.Name}]({file.Location.AbsoluteUri}) |\n");
    }

    private static void WriteCommands(StringBuilder text, ImmutableArray<string> commands)
    {
        if (commands.IsEmpty)
            return;
        text.Append("\n```sh\n");
        foreach (var command in commands)
            text.Append(command).Append('\n');
        text.Append("```\n");
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Artifacts;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Shows artifacts with their sizes and digests.</summary>
internal static class ArtifactTable
{
    public static void Write(Terminal terminal, ImmutableArray<Artifact> artifacts)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("artifact", "kind", "platform");
        table.AddColumn(new TableColumn("size").RightAligned()).AddColumn("digest");
        foreach (var artifact in artifacts)
        {
            table.AddRow(
                Markup.Escape(artifact.Name.Text),
                Markup.Escape(artifact.Kind),
                Markup.Escape(artifact.Platform?.ToString() ?? "any"),
                Markup.Escape(ByteCount.Text(artifact.Size)),
                Markup.Escape($"{artifact.Digest.Algorithm}:{artifact.Digest.Short}"));
        }

        terminal.Results.Write(table);
    }
}

/// <summary>The output of <c>drayage build --json</c>.</summary>
internal sealed record BuildDocument(ImmutableArray<ArtifactReport> Artifacts)
{
    public static string Write(ImmutableArray<Artifact> artifacts) =>
        JsonSerializer.Serialize(new BuildDocument([.. artifacts.Select(ArtifactReport.Of)]), ReportJson.Readable.BuildDocument);
}

internal sealed record ArtifactReport(string Name, string Kind, string? Component, string? Platform, string Digest, long Size)
{
    public static ArtifactReport Of(Artifact artifact) =>
        new(artifact.Name.Text, artifact.Kind, artifact.Component, artifact.Platform?.ToString(), artifact.Digest.ToString(), artifact.Size);
}

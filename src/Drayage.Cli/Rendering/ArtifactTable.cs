using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Artifacts;

namespace Drayage.Cli.Rendering;

/// <summary>Shows artifacts with their sizes and digests.</summary>
internal static class ArtifactTable
{
    public static void Write(Terminal terminal, ImmutableArray<Artifact> artifacts, bool json)
    {
        if (json)
        {
            terminal.Output.WriteLine(BuildDocument.Write(artifacts));
            return;
        }

        var table = new ResultTable(
            new("artifact") { IsName = true },
            new("kind") { IsSparable = true },
            new("platform") { IsName = true },
            new("size") { IsNumber = true, IsName = true },
            new("digest") { IsSparable = true, IsName = true });
        foreach (var artifact in artifacts)
        {
            table.AddRow(
                artifact.Name.Text,
                artifact.Kind,
                artifact.Platform?.ToString() ?? "any",
                ByteCount.Text(artifact.Size),
                $"{artifact.Digest.Algorithm}:{artifact.Digest.Short}");
        }

        table.Write(terminal);
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

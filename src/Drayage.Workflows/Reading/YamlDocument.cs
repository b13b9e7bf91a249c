using System.Collections.Immutable;

namespace Drayage.Workflows.Reading;

/// <summary>One file read as YAML.</summary>
public sealed record YamlDocument
{
    public required SourceFile Source { get; init; }

    /// <summary>Null for an empty file and for one that is no YAML; the problems tell which.</summary>
    public required YamlNode? Root { get; init; }

    public required ImmutableArray<ReadingProblem> Problems { get; init; }

    public bool IsReadable => !Problems.Any(problem => problem.Kind == ReadingProblemKind.Invalid);

    /// <summary>Reads a file's text. Never throws for what the text holds.</summary>
    public static YamlDocument Read(SourceFile source) => YamlDocumentReader.Read(source);
}

namespace Drayage.Workflows.Reading;

/// <summary>What is wrong with a file as YAML.</summary>
public enum ReadingProblemKind
{
    /// <summary>Nothing of the file could be read.</summary>
    Invalid,

    /// <summary>A key stands twice in one mapping.</summary>
    DuplicateKey,

    /// <summary><c>&lt;&lt;</c>, which GitHub does not know.</summary>
    MergeKey,

    /// <summary>Readable, but no workflow or action of GitHub has this form.</summary>
    Shape,
}

/// <param name="Message">One line, no trailing full stop.</param>
public sealed record ReadingProblem(ReadingProblemKind Kind, string Message, SourcePlace Place);

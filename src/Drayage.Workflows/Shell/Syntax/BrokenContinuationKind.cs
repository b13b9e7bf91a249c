namespace Drayage.Workflows.Shell.Syntax;

internal enum BrokenContinuationKind
{
    /// <summary>Spaces or tabs between the backslash and the line's end: the backslash escapes a space.</summary>
    TrailingSpace,

    /// <summary>A comment behind the backslash, in the same line.</summary>
    Comment,

    /// <summary>A line that is only a comment, below a line that is continued: the command ends there.</summary>
    CommentLine,

    /// <summary>An empty line below a line that is continued.</summary>
    EmptyLine,
}

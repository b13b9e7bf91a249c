namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>A stretch of a text that is known, or the name of what would have to be known.</summary>
internal abstract record TextPiece
{
    private TextPiece()
    {
    }

    public sealed record Known(string Text) : TextPiece;

    /// <param name="Source">As it is written: <c>$VERSION</c>, <c>${{ github.repository }}</c>, <c>$(git describe)</c>.</param>
    public sealed record Unknown(string Source) : TextPiece
    {
        /// <summary>What it was made of lowercase: by <c>${x,,}</c> or <c>tr</c>.</summary>
        public bool IsLowercase { get; init; }

        /// <summary>May be no word at all, or several: an unquoted variable, or all of an array.</summary>
        public bool IsSplit { get; init; }

        /// <summary>The variable, when the shell or the workflow is given no value for it anywhere that was read; otherwise null.</summary>
        public string? Unset { get; init; }
    }
}

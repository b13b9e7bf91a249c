namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>A file by which a step hands values to others.</summary>
internal enum RunnerFile
{
    None,

    /// <summary><c>$GITHUB_ENV</c></summary>
    Environment,

    /// <summary><c>$GITHUB_OUTPUT</c></summary>
    Output,
}

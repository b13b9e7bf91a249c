namespace Drayage.Workflows.Linting.Rules.Identity;

/// <summary>With what a step proves who it is.</summary>
internal enum ProofKind
{
    /// <summary>Nothing is named.</summary>
    None,

    /// <summary>The token of the job, which its permissions limit.</summary>
    JobToken,

    /// <summary>A stored secret, of which the files tell nothing.</summary>
    Secret,

    /// <summary>Something that was made during the run, or that cannot be told.</summary>
    Other,
}

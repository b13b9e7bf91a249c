namespace Drayage.Workflows.Linting;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; a matter of habit.</summary>
    Note,

    /// <summary>Probably wrong, or wrong under circumstances that the files do not tell.</summary>
    Warning,

    /// <summary>Wrong: a release fails, publishes the wrong thing, or can be taken over.</summary>
    Error,
}

namespace Drayage.Cli.Checking;

/// <summary>One point of the checklist before a release. A new point is one class and one line in <see cref="Checklist"/>.</summary>
internal interface ICheck
{
    /// <summary>How the command line and the output name it.</summary>
    string Name { get; }

    /// <summary>Looks; changes nothing. What it throws is taken for a failure of this point alone.</summary>
    Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken);
}

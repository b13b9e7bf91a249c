using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Platform.Git;

namespace Drayage.Cli.Checking;

/// <summary>The repository that is looked at. Its configuration may be wrong: most points need it, some do not.</summary>
internal sealed class CheckSubject
{
    private readonly OpenedProject? project;

    private CheckSubject(GitRepository git, OpenedProject? project, ReleaseException? refusal)
    {
        Git = git;
        this.project = project;
        Refusal = refusal;
    }

    public GitRepository Git { get; }

    public string Root => Git.Root;

    /// <summary>What is wrong with the configuration; null where it can be read.</summary>
    public ReleaseException? Refusal { get; }

    /// <exception cref="UnreadableConfigurationException">The configuration is wrong.</exception>
    public OpenedProject Project => project ?? throw new UnreadableConfigurationException();

    /// <exception cref="ReleaseException">There is no repository, or no commit.</exception>
    public static async Task<CheckSubject> OpenAsync(ProjectLoader loader, string directory, CancellationToken cancellationToken)
    {
        var git = await loader.OpenGitAsync(directory, cancellationToken);
        try
        {
            return new CheckSubject(git, await loader.OpenAsync(directory, cancellationToken), refusal: null);
        }
        catch (ReleaseException refused) when (refused.Code == ExitCode.Usage)
        {
            return new CheckSubject(git, project: null, refused);
        }
    }
}

/// <summary>A point needs the configuration, which another point tells of.</summary>
internal sealed class UnreadableConfigurationException() : Exception("the configuration cannot be read");

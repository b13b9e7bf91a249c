namespace Drayage.Targets;

/// <summary>The places of this repository's working tree.</summary>
internal sealed record Checkout(string Root)
{
    public string Solution => Path.Combine(Root, "Drayage.slnx");

    public string Cli => Path.Combine(Root, "src", "Drayage.Cli");

    public string Sample => Path.Combine(Root, "samples", "polyglot");

    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>Where <c>publish</c> leaves the standalone program.</summary>
    public string Program => Path.Combine(Artifacts, "drayage");

    /// <summary>The working tree that this program was built from.</summary>
    public static Checkout Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var checkout = new Checkout(at.FullName);
            if (File.Exists(checkout.Solution))
            {
                return checkout;
            }
        }

        throw new TargetFailure($"no Drayage.slnx above {AppContext.BaseDirectory}", exitCode: 70);
    }

    /// <summary>The built executable of a project.</summary>
    public string Executable(string project, string configuration = "debug") =>
        Path.Combine(Artifacts, "bin", project, configuration, project);
}

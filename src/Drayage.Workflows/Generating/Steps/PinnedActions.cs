namespace Drayage.Workflows.Generating.Steps;

/// <summary>The actions that generated workflows use, each by the commit of a release.</summary>
internal static class PinnedActions
{
    public const string Checkout = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2";
    public const string UploadArtifact = "actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0";
    public const string DownloadArtifact = "actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0";
    public const string Cache = "actions/cache@9255dc7a253b0ccc959486e2bca901246202afeb # v5.0.1";
    public const string SetupGo = "actions/setup-go@7a3fe6cf4cb3a834922a1244abfce67bcef6a0c5 # v6.2.0";
    public const string SetupNode = "actions/setup-node@395ad3262231945c25e8478fd5baf05154b1d79f # v6.1.0";
    public const string SetupDotNet = "actions/setup-dotnet@c2fa09f4bde5ebb9d1777cf28262a3eb3db3ced7 # v5.2.0";
    public const string SetupUv = "astral-sh/setup-uv@61cb8a9741eeb8a550a1b8544337180c0fc8476b # v7.2.0";
    public const string Sccache = "mozilla-actions/sccache-action@9e7fa8a12102821edf02ca5dbea1acd0f89a2696 # v0.0.10";
}

namespace Drayage.Model.Targets;

public sealed partial record TargetPlatform
{
    /// <summary>
    /// The one name of the platform, as containerd normalises: <c>linux/arm64/v8</c> is <c>linux/arm64</c>, <c>linux/arm</c> is
    /// <c>linux/arm/v7</c>, <c>linux/amd64/v1</c> is <c>linux/amd64</c>; <c>macos</c> is <c>darwin</c>, <c>aarch64</c> <c>arm64</c>,
    /// <c>i386</c> <c>386</c>, <c>armhf</c> <c>arm/v7</c> and <c>armel</c> <c>arm/v6</c>.
    /// </summary>
    public TargetPlatform Normalized
    {
        get
        {
            var os = Os == "macos" ? "darwin" : Os;
            return (Architecture, Variant) switch
            {
                ("arm64" or "aarch64", null or "v8" or "8") => new(os, "arm64"),
                ("aarch64", var variant) => new(os, "arm64", variant),
                ("amd64" or "x64", null or "v1") => new(os, "amd64"),
                ("i386" or "x86", _) => new(os, "386"),
                ("armhf", _) => new(os, "arm", "v7"),
                ("armel", _) => new(os, "arm", "v6"),
                ("arm", null or "7") => new(os, "arm", "v7"),
                ("arm", "5" or "6" or "8") => new(os, "arm", "v" + Variant),
                _ => Os == os ? this : this with { Os = os },
            };
        }
    }

    /// <summary>What a native program's file name ends with here: <c>.exe</c> on Windows, otherwise nothing.</summary>
    public string ExecutableSuffix => Os == "windows" ? ".exe" : "";
}

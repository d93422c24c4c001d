package io.worksync.system.defect;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/// Gives a service other classes than it was built with: those that lie in this agent's jar under
/// `planted/`. It runs in that service, so it needs nothing but the JDK.
public final class DefectAgent implements ClassFileTransformer {

    static final String SAYS = "defect planted in ";

    private DefectAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new DefectAgent());
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] built) {
        try (InputStream planted =
                DefectAgent.class.getResourceAsStream("/planted/" + name + ".class")) {
            if (planted == null) {
                return null;
            }
            byte[] merged = merged(built, planted.readAllBytes());
            System.out.println(SAYS + name);
            return merged;
        } catch (IOException | RuntimeException e) {
            System.out.println("defect not planted in " + name + ": " + e);
            return null;
        }
    }

    /// The planted class, with what the framework has added to the built one, such as the
    /// constructor of its proxy.
    private static byte[] merged(byte[] built, byte[] planted) {
        ClassFile classes = ClassFile.of();
        ClassModel ours = classes.parse(planted);
        ClassModel theirs = classes.parse(built);
        return classes.transformClass(
                ours,
                ClassTransform.endHandler(
                        builder ->
                                theirs.methods().stream()
                                        .filter(method -> lacks(ours, method))
                                        .forEach(builder::with)));
    }

    private static boolean lacks(ClassModel type, MethodModel method) {
        return type.methods().stream()
                .noneMatch(
                        own ->
                                own.methodName().equalsString(method.methodName().stringValue())
                                        && own.methodType()
                                                .equalsString(method.methodType().stringValue()));
    }
}
